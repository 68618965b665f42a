DROP TABLE duoregel;
DROP TABLE duovergelijking;
