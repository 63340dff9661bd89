-- Pending lots and the active ones that come first stand on their account's row: a redemption reads and writes that row alone. All
-- others, closed ones and active ones behind the last of these, stay in "lot"; each lot is in one place. An account that has none on its row yet
-- gets them with its next commit (docs/architecture.md).

lock table account, lot in access exclusive mode;

-- A form, three sums, then 85 bytes for each of 16 lots at most (docs/architecture.md, "Lots on the row").
create domain packed_lots as bytea
    check (get_byte(value, 0) = 1 and length(value) % 85 = 25 and length(value) <= 1385);

alter table account
    add column lots_behind row_count, -- active open lots in "lot"; null: not counted
    add column ending_behind points_amount, -- free points of those that end together with the last active one of "lots"
    add column lots packed_lots not null default decode('01' || repeat('00', 24), 'hex');

-- "lots" comes last, since what stays the same from its end on is not logged; and it is always said. Its sums are compared as
-- they are sent: taken apart by functions of ours they cost an eighth of the statement.
alter table account
    alter column lots drop default,
    drop constraint account_check,
    add check (bucket = (account_number & 255) and account_number > 0 and held <= balance
        and substr(lots, 18, 8) <= int8send((pending * 10000)::bigint)
        and (lots_behind <> 0
            or substr(lots, 2, 16) = int8send((balance * 10000)::bigint) || int8send((held * 10000)::bigint)));

create function packed_number(lots bytea, at integer) returns bigint language sql immutable strict parallel safe
    return ('x' || encode(substr(lots, at, 8), 'hex'))::bit(64)::bigint;

create function packed_points(lots bytea, at integer) returns numeric language sql immutable strict parallel safe
    return (packed_number(lots, at) / 10000.0)::numeric(19, 4);

-- Days first: an interval is multiplied as a floating number, which has no room for the microseconds of centuries.
create function packed_time(lots bytea, at integer) returns timestamptz language sql immutable strict parallel safe
    return case when packed_number(lots, at) between -62135596800000000 and 253402300799999999 then timestamptz 'epoch'
        + packed_number(lots, at) / 86400000000 * interval '24 hours'
        + packed_number(lots, at) % 86400000000 * interval '1 microsecond' end;

create view every_lot as
select bucket, account_number, lot_number, points, remaining, held, pending, open, available_at, expires_at,
    original_expires_at, status, pending_until, posted_at, released, taken_back
from lot
union all
select a.bucket, a.account_number, ('x' || encode(substr(a.lots, l.at + 16, 4), 'hex'))::bit(32)::integer,
    packed_points(a.lots, l.at + 20), packed_points(a.lots, l.at), packed_points(a.lots, l.at + 8),
    get_byte(a.lots, l.at + 83) & 16 <> 0, true, packed_time(a.lots, l.at + 44), packed_time(a.lots, l.at + 52),
    packed_time(a.lots, l.at + 60),
    (array['pending', 'posted', 'rolled_back', 'timed_out', 'partly_cancelled', 'cancelled'])[
        (get_byte(a.lots, l.at + 83) & 15) + 1],
    packed_time(a.lots, l.at + 68), packed_time(a.lots, l.at + 76), packed_points(a.lots, l.at + 28),
    packed_points(a.lots, l.at + 36)
from account a
cross join lateral generate_series(26, length(a.lots), 85) as l (at);
