-- What holds, temporary accruals, cancellations and adjustments need to be known by.

-- An entry's own: when what it begins times out, and whether an adjustment counts as earned.
alter table entry
    add column open_until timestamptz,
    add column counts_as_earned boolean;

-- Why staff did it, in their words: erasable like all free text.
alter table note add column explanation text;

-- A lot is also how its accrual stands.
alter table lot
    add column status text not null default 'posted' check (status in ('pending', 'posted', 'rolled_back', 'timed_out',
        'partly_cancelled', 'cancelled')),
    add column posted_at timestamptz,
    add column released numeric(19, 4) not null default 0 check (released between 0 and points),
    add column taken_back numeric(19, 4) not null default 0 check (taken_back between 0 and points);

update lot l
set posted_at = e.effective_at
from entry e
where e.bucket = l.bucket and e.account_number = l.account_number and e.seq = l.lot_number;

-- The open holds of an account: they change once, when they end.
create index redemption_open on redemption (bucket, account_number) where status = 'held';

-- What a member's lists look for by the caller's own id.
create index entry_by_external_id on entry (bucket, account_number, external_id) where external_id is not null;
