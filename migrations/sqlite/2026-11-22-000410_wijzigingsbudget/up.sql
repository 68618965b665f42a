-- How many people a ronde may move against today, when it says otherwise than the beleid.
ALTER TABLE matchronde ADD COLUMN wijzigingsbudget INTEGER;
