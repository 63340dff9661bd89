-- A key that another has taken the place of: it is not rotated again.
alter table api_key add column rotated_at timestamptz;

-- The log of changes is read newest first, by operator.
create index audit_by_operator on audit (operator_number, audit_id);

-- Exports read by the time of recording. Entries lie in nearly that order, so the index is one row for each 128 pages, and
-- costs an insert next to nothing.
create index entry_by_recording on entry using brin (recorded_at) with (autosummarize = on);
