-- Nothing may be recorded between the copy and the end.
lock table account, outcome in access exclusive mode;

-- What was answered under a key is found by a digest of the key's line and the key, and stored without what its entry tells.
create table outcome_by_digest (
    bucket smallint not null,
    account_number integer not null,
    digest bytea not null,
    fingerprint bytea not null,
    seq integer, -- of the command's last entry; null: it made none
    result text not null,
    recorded_at timestamptz not null,
    check (bucket = (account_number & 255))
);

insert into outcome_by_digest
select bucket, account_number,
    substring(sha256(convert_to(key_line, 'UTF8') || '\x00'::bytea || convert_to(key, 'UTF8')) for 16),
    substring(fingerprint for 16), null, result, recorded_at
from outcome
where family = 'key';

-- A caller's own ids are unique for ever, and found without the account, too.
create table external_id (
    bucket smallint not null,
    account_number integer not null,
    digest bytea not null, -- of the program, the family and the id
    fingerprint bytea not null,
    seq integer,
    result text, -- null once the member was erased
    check (bucket = (account_number & 255))
);

insert into external_id
select o.bucket, o.account_number,
    substring(sha256(convert_to(a.program_number::text, 'UTF8') || '\x00'::bytea || convert_to(o.family, 'UTF8')
        || '\x00'::bytea || convert_to(o.key, 'UTF8')) for 16),
    substring(o.fingerprint for 16), null, o.result
from outcome o
join account a using (bucket, account_number)
where o.family <> 'key';

drop table outcome;
alter table outcome_by_digest rename to outcome;
alter table outcome add primary key (bucket, account_number, digest);
alter table external_id add primary key (bucket, account_number, digest);
create index outcome_by_recording on outcome using brin (recorded_at) with (autosummarize = on);
create index external_id_by_digest on external_id (digest);
