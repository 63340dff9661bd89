-- The third form of an entry: what was earned by then, what it is about beyond its columns, and whether it is the first of its
-- day in UTC. Entries of before keep the hash that they have; it covers neither.
-- All that is written below, in the order in which requests take them.
lock table account, lot, redemption, entry, outcome in access exclusive mode;
drop index entry_by_time;

alter table entry
    add column form smallint,
    add column earned_total numeric(28, 4),
    add column about text, -- JSON, names in their order
    add column first_of_day boolean;

-- What each entry of before added to what was earned: as AccountReplay has it.
with changes as (
    select e.bucket, e.account_number, e.seq, e.effective_at, case
            when e.kind = 'accrual' then l.points
            when e.kind = 'adjustment' and (e.counts_as_earned or (e.counts_as_earned is null and l.points is not null))
                then e.amount
            when e.kind = 'commit' then -l.released
            when e.kind = 'rollback' then -l.points
            when e.kind = 'cancellation' and l.points is not null and e.amount <> 0 then e.amount
            when e.kind = 'cancellation' and l.points is not null
                then split_part(split_part(e.lots, '@', 1), ':', 2)::numeric
        end as earned
    from entry e
    left join lot l on l.bucket = e.bucket and l.account_number = e.account_number
        and l.lot_number = case when e.kind in ('accrual', 'adjustment') then e.seq else e.related_seq end
), totals as (
    select bucket, account_number, seq,
        coalesce(sum(earned) over account, 0) as earned_total,
        (effective_at at time zone 'UTC')::date
            is distinct from (lag(effective_at) over account at time zone 'UTC')::date as first_of_day
    from changes
    window account as (partition by bucket, account_number order by seq)
)
update entry e
set form = case when e.open_until is null and e.counts_as_earned is null then 1 else 2 end,
    earned_total = t.earned_total,
    first_of_day = t.first_of_day
from totals t
where t.bucket = e.bucket and t.account_number = e.account_number and t.seq = e.seq;

alter table entry
    alter column form set not null,
    alter column earned_total set not null,
    alter column first_of_day set not null;

-- Any moment lies within one day's entries: an index over the first ones alone finds it.
create index entry_by_day on entry (bucket, account_number, effective_at, seq) where first_of_day;

-- What was before the periods of the program's limits began, and which periods that is for; null where no limit asks for it.
alter table account
    add column day_start timestamptz,
    add column month_start timestamptz,
    add column redeemed_before_day numeric(28, 4),
    add column count_before_day integer,
    add column earned_before_day numeric(28, 4),
    add column redeemed_before_month numeric(28, 4);
