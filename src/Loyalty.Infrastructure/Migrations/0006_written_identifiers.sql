-- As somebody wrote an identifier, where its normal form differs; it is looked for by that alone.
alter table identifier add column written text;
