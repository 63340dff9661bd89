\set id random(1, :members)
with moved as (
    update yard_account
    set version = version + 1, seq = seq + 1, balance = balance - 1
    where id = :id and balance >= 1
    returning id, seq, balance
), lots as (
    update yard_lot l
    set remaining = l.remaining - 1
    from moved m
    where l.account_id = m.id and l.lot_number = 1
    returning 1
), entries as (
    insert into yard_entry
    select id, seq, -1, balance, now(), sha256(int4send(seq)) from moved
    returning 1
)
insert into yard_outcome
select id, gen_random_uuid()::text, sha256(int4send(seq)), repeat('x', 300), now() from moved;
