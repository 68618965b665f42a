-- First day that a matchronde plans; absent in a ronde of before: the first day of the schooljaar.
ALTER TABLE matchronde ADD COLUMN ingangsdatum DATE;
