-- Outcomes under keys are deleted by their age; the index is a row for each 128 pages, as that of entries.
create index outcome_by_recording on outcome using brin (recorded_at) with (autosummarize = on);
create index request_outcome_by_recording on request_outcome (recorded_at);
