-- What a client of another contract may send instead of a key is the md5 of it: a hash of that form, where the key was made by a
-- version that keeps one.
alter table api_key add column md5_form_hash bytea check (length(md5_form_hash) = 32);

-- Exports that were asked for and are fetched later; what they show is read from the ledger.
create table export_task (
    task_id text primary key,
    key_line text not null,
    program_number integer not null references program,
    points_currency text,
    from_time timestamptz,
    to_time timestamptz,
    after_time timestamptz,
    after_number bigint,
    recorded_until timestamptz not null
);

create index export_task_by_time on export_task (recorded_until);
