-- All that is written below, in the order in which requests take them.
lock table program, member, enrolment, account, lot, redemption, entry, external_id in access exclusive mode;

-- Tiers are the program's, in its version; so are promotions, whose every change makes a new version of the program.
alter table program add column tiers json not null default '[]';

create table promotion (
    program_number integer not null references program,
    promotion_number integer not null check (promotion_number > 0),
    promotion_id text not null,
    active boolean not null,
    terms json not null, -- all of it, as the API shows it
    created_at timestamptz not null,
    primary key (program_number, promotion_number),
    unique (program_number, promotion_id)
);

alter table audit drop constraint audit_thing_check, add constraint audit_thing_check
    check (thing in ('program', 'key', 'member', 'promotion'));

-- What an account used of a promotion: its redemptions have a row each, its accruals an entry that says so.
alter table redemption add column promotion_id text;
create index redemption_by_promotion on redemption (bucket, account_number, promotion_id) where promotion_id is not null;
create index entry_by_promotion on entry (bucket, account_number, ((about::jsonb) ->> 'promotion_id'))
    where kind = 'accrual' and about is not null;

-- Temporary accruals count as earned from their commit on. Entries of before keep what they say, and so does their form; the limit
-- of a day goes on counting them on the day they begin.
update account a
set earned_total = a.earned_total - t.open
from (
    select bucket, account_number, sum(points) as open
    from every_lot
    where status = 'pending'
    group by bucket, account_number
) t
where a.bucket = t.bucket and a.account_number = t.account_number;

-- What is said about a member.
alter table member
    add column first_name text,
    add column last_name text,
    add column birthday text, -- 1990-05-17, or --05-17
    add column anniversary text,
    add column consents json, -- true or false by channel
    add column metadata text; -- JSON

-- A member may leave a program and come back. Its accounts there say so, too: a load looks at an account's row alone.
alter table enrolment add column left_at timestamptz, add column left_by text;
alter table account add column has_left boolean not null default false;

-- Who looks for a caller's own id without the account needs the entry's number, which the first rows do not have.
update external_id x
set seq = e.seq
from entry e
join account a on a.bucket = e.bucket and a.account_number = e.account_number
where x.seq is null and e.bucket = x.bucket and e.account_number = x.account_number and e.external_id is not null
    and e.kind in ('accrual', 'redemption', 'hold', 'adjustment')
    and x.digest = substring(sha256(convert_to(a.program_number::text, 'UTF8') || '\x00'::bytea
        || convert_to(case when e.kind = 'hold' then 'redemption' else e.kind end, 'UTF8') || '\x00'::bytea
        || convert_to(e.external_id, 'UTF8')) for 16);
