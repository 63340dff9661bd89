-- Exports read by the time of recording. Entries lie in nearly that order, so the index is one row for each 128 pages, and
-- costs an insert next to nothing.
create index entry_by_recording on entry using brin (recorded_at);
