SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    program_number integer NOT NULL,
    points_currency_number integer NOT NULL,
    owner_kind text NOT NULL,
    owner_number integer NOT NULL,
    version bigint NOT NULL,
    seq integer NOT NULL,
    balance numeric(19,4) NOT NULL,
    held numeric(19,4) NOT NULL,
    pending numeric(19,4) NOT NULL,
    debt numeric(19,4) NOT NULL,
    earned_total numeric(28,4) NOT NULL,
    redeemed_total numeric(28,4) NOT NULL,
    redeemed_count integer NOT NULL,
    expired_total numeric(28,4) NOT NULL,
    last_hash bytea NOT NULL,
    last_effective_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    CONSTRAINT account_account_number_check CHECK ((account_number > 0)),
    CONSTRAINT account_balance_check CHECK ((balance >= (0)::numeric)),
    CONSTRAINT account_balance_check1 CHECK ((balance <= ('100000000000000'::bigint)::numeric)),
    CONSTRAINT account_check CHECK ((bucket = (account_number & 255))),
    CONSTRAINT account_check1 CHECK ((held <= balance)),
    CONSTRAINT account_debt_check CHECK ((debt >= (0)::numeric)),
    CONSTRAINT account_expired_total_check CHECK ((expired_total >= (0)::numeric)),
    CONSTRAINT account_held_check CHECK ((held >= (0)::numeric)),
    CONSTRAINT account_last_hash_check CHECK ((length(last_hash) = 32)),
    CONSTRAINT account_owner_kind_check CHECK ((owner_kind = ANY (ARRAY['member'::text, 'group'::text]))),
    CONSTRAINT account_pending_check CHECK ((pending >= (0)::numeric)),
    CONSTRAINT account_redeemed_count_check CHECK ((redeemed_count >= 0)),
    CONSTRAINT account_redeemed_total_check CHECK ((redeemed_total >= (0)::numeric)),
    CONSTRAINT account_seq_check CHECK (((seq >= 0) AND (seq <= 2097151))),
    CONSTRAINT account_version_check CHECK ((version >= 0))
)
WITH (fillfactor='80');
CREATE TABLE public.api_key (
    key_id text NOT NULL,
    operator_number integer NOT NULL,
    name text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    programs text[],
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    rotated_at timestamp with time zone,
    line text NOT NULL,
    CONSTRAINT api_key_secret_hash_check CHECK ((length(secret_hash) = 32))
);
CREATE TABLE public.audit (
    audit_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    thing text NOT NULL,
    thing_id text NOT NULL,
    operator_number integer,
    before jsonb,
    after jsonb,
    CONSTRAINT audit_thing_check CHECK ((thing = ANY (ARRAY['program'::text, 'key'::text, 'member'::text])))
);
ALTER TABLE public.audit ALTER COLUMN audit_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.due (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT due_check CHECK ((bucket = (account_number & 255)))
)
WITH (fillfactor='80');
CREATE TABLE public.enrolment (
    bucket smallint NOT NULL,
    member_number integer NOT NULL,
    program_number integer NOT NULL,
    enrolled_at timestamp with time zone NOT NULL,
    CONSTRAINT enrolment_check CHECK ((bucket = (member_number & 255)))
);
CREATE TABLE public.entry (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    seq integer NOT NULL,
    kind text NOT NULL,
    amount numeric(19,4) NOT NULL,
    available_change numeric(19,4) NOT NULL,
    balance_after numeric(19,4) NOT NULL,
    available_after numeric(19,4) NOT NULL,
    redeemed_total numeric(28,4) NOT NULL,
    redeemed_count integer NOT NULL,
    related_seq integer,
    external_id text,
    order_ref text,
    reason text,
    effective_at timestamp with time zone NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    lots text NOT NULL,
    policy_version bigint NOT NULL,
    performed_by text,
    store text,
    till text,
    note_digest bytea,
    hash bytea NOT NULL,
    open_until timestamp with time zone,
    counts_as_earned boolean,
    CONSTRAINT entry_balance_after_check CHECK ((balance_after >= (0)::numeric)),
    CONSTRAINT entry_check CHECK (((available_after >= (0)::numeric) AND (available_after <= balance_after))),
    CONSTRAINT entry_check1 CHECK ((bucket = (account_number & 255))),
    CONSTRAINT entry_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT entry_kind_check CHECK ((kind = ANY (ARRAY['accrual'::text, 'redemption'::text, 'hold'::text, 'commit'::text, 'rollback'::text, 'cancellation'::text, 'expiry'::text, 'activation'::text, 'adjustment'::text, 'transfer'::text]))),
    CONSTRAINT entry_seq_check CHECK ((seq > 0))
);
CREATE TABLE public.identifier (
    bucket smallint NOT NULL,
    operator_number integer NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    member_number integer NOT NULL,
    written text,
    CONSTRAINT identifier_bucket_check CHECK (((bucket >= 0) AND (bucket <= 255)))
);
CREATE TABLE public.lot (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    lot_number integer NOT NULL,
    points numeric(19,4) NOT NULL,
    remaining numeric(19,4) NOT NULL,
    held numeric(19,4) NOT NULL,
    pending boolean NOT NULL,
    open boolean NOT NULL,
    available_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    original_expires_at timestamp with time zone,
    pending_until timestamp with time zone,
    status text DEFAULT 'posted'::text NOT NULL,
    posted_at timestamp with time zone,
    released numeric(19,4) DEFAULT 0 NOT NULL,
    taken_back numeric(19,4) DEFAULT 0 NOT NULL,
    CONSTRAINT lot_check CHECK ((bucket = (account_number & 255))),
    CONSTRAINT lot_check1 CHECK (((held >= (0)::numeric) AND (held <= remaining) AND (remaining <= points))),
    CONSTRAINT lot_check2 CHECK (((released >= (0)::numeric) AND (released <= points))),
    CONSTRAINT lot_check3 CHECK (((taken_back >= (0)::numeric) AND (taken_back <= points))),
    CONSTRAINT lot_points_check CHECK ((points > (0)::numeric)),
    CONSTRAINT lot_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'posted'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])))
)
WITH (fillfactor='80');
CREATE TABLE public.member (
    bucket smallint NOT NULL,
    member_number integer NOT NULL,
    operator_number integer NOT NULL,
    name text,
    language text,
    tags text[] NOT NULL,
    status text NOT NULL,
    status_reason text,
    created_at timestamp with time zone NOT NULL,
    status_changed_at timestamp with time zone,
    status_changed_by text,
    CONSTRAINT member_check CHECK ((bucket = (member_number & 255))),
    CONSTRAINT member_member_number_check CHECK ((member_number > 0)),
    CONSTRAINT member_status_check CHECK ((status = ANY (ARRAY['active'::text, 'blocked'::text, 'closed'::text])))
);
CREATE TABLE public.note (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    seq integer NOT NULL,
    salt bytea NOT NULL,
    description text,
    metadata text,
    explanation text,
    CONSTRAINT note_check CHECK ((bucket = (account_number & 255)))
);
CREATE TABLE public.operator (
    operator_number integer NOT NULL,
    code text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.operator ALTER COLUMN operator_number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operator_operator_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outcome (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    family text NOT NULL,
    key_line text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    result text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT outcome_check CHECK ((bucket = (account_number & 255)))
);
CREATE TABLE public.points_currency (
    points_currency_number integer NOT NULL,
    program_number integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    scale integer NOT NULL,
    is_default boolean NOT NULL,
    CONSTRAINT points_currency_points_currency_number_check CHECK ((points_currency_number > 0)),
    CONSTRAINT points_currency_scale_check CHECK (((scale >= 0) AND (scale <= 4)))
);
CREATE TABLE public.program (
    program_number integer NOT NULL,
    operator_number integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    base_currency text NOT NULL,
    language text NOT NULL,
    time_zone text NOT NULL,
    custom_fields text[] NOT NULL,
    policy jsonb NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT program_program_number_check CHECK ((program_number > 0)),
    CONSTRAINT program_version_check CHECK ((version > 0))
);
CREATE TABLE public.redemption (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    redemption_number integer NOT NULL,
    status text NOT NULL,
    type text NOT NULL,
    points numeric(19,4) NOT NULL,
    committed numeric(19,4) NOT NULL,
    released numeric(19,4) DEFAULT 0 NOT NULL,
    cancelled numeric(19,4) DEFAULT 0 NOT NULL,
    hold_expires_at timestamp with time zone,
    posted_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT redemption_check CHECK (((committed >= (0)::numeric) AND (committed <= points))),
    CONSTRAINT redemption_check1 CHECK (((released >= (0)::numeric) AND (released <= points))),
    CONSTRAINT redemption_check2 CHECK (((cancelled >= (0)::numeric) AND (cancelled <= committed))),
    CONSTRAINT redemption_check3 CHECK ((bucket = (account_number & 255))),
    CONSTRAINT redemption_check4 CHECK (((committed + released) <= points)),
    CONSTRAINT redemption_points_check CHECK ((points > (0)::numeric)),
    CONSTRAINT redemption_status_check CHECK ((status = ANY (ARRAY['posted'::text, 'held'::text, 'awaiting_order'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])))
)
WITH (fillfactor='80');
CREATE TABLE public.request_outcome (
    operator text NOT NULL,
    key_line text NOT NULL,
    path text NOT NULL,
    idempotency_key text NOT NULL,
    fingerprint bytea NOT NULL,
    result text NOT NULL,
    member_number integer,
    recorded_at timestamp with time zone NOT NULL
);
CREATE TABLE public.schemaversions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.schemaversions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schemaversions_schemaversionsid_seq OWNED BY public.schemaversions.schemaversionsid;
ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);
INSERT INTO public.account VALUES (1, 1557917441, 1, 1, 'member', 1, 28, 30, 165.0000, 15.0000, 0.0000, 0.0000, 304.0000, 131.0000, 5, 30.0000, '\xdeaee3fbf43bed02c69fb322efa58980c9b597aee2b074439f12a1d035c44b47', '2026-03-13 12:05:00+00', '2026-03-10 12:00:00+00');
INSERT INTO public.account VALUES (3, 1498313219, 1, 1, 'member', 3, 3, 2, 3.0000, 0.0000, 0.0000, 0.0000, 5.0000, 2.0000, 1, 0.0000, '\x52165bd21135e1b4c58a6b0ddf88b7f38049808d24a66d4c7da0a167ef47c6b2', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00');
INSERT INTO public.account VALUES (2, 292198914, 1, 1, 'member', 2, 6, 4, 0.0000, 0.0000, 0.0000, 6.0000, 4.0000, 10.0000, 1, 0.0000, '\x27d60845168a96b2cd3b22863a7f2e7deee8b47c05c538d047ac002a53171917', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-10 12:00:00+00', 'till', 'program', 'books', 1, NULL, '{"code": "books", "name": "Books", "number": 1, "policy": {"hold": {"max_timeout_seconds": 2592000, "default_timeout_seconds": 900}, "expiry": {"after_days": null, "restored_grace_days": 30, "activation_delay_days": 0}, "redemption": {"max_points": null, "min_points": null, "multiple_of": null, "max_points_per_day": "500", "max_points_per_month": "900", "max_redemptions_per_day": null}, "cancellation": {"window_seconds": null, "allow_negative_correction": true}}, "language": "en", "operator": "books", "time_zone": "UTC", "base_currency": "EUR", "custom_fields": ["user_id"], "points_currencies": [{"code": "points", "name": "Points", "scale": 2, "number": 1, "default": true}]}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (2, '2026-03-13 12:05:00+00', 'till', 'member', 'mbr_3', 1, '{"status": "active", "identifiers": ["email"]}', '{"status": "closed", "changed": ["email"], "identifiers": []}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (3, '2026-03-13 12:05:00+00', 'till', 'member', 'mbr_2', 1, '{"status": "active", "identifiers": ["email"]}', '{"status": "blocked", "changed": [], "identifiers": ["email"]}');
INSERT INTO public.due VALUES (1, 1557917441, '2026-03-19 12:00:00+00');
INSERT INTO public.enrolment VALUES (1, 1, 1, '2026-03-10 12:00:00+00');
INSERT INTO public.enrolment VALUES (2, 2, 1, '2026-03-13 12:05:00+00');
INSERT INTO public.enrolment VALUES (3, 3, 1, '2026-03-13 12:05:00+00');
INSERT INTO public.entry VALUES (1, 1557917441, 1, 'accrual', 100.0000, 100.0000, 100.0000, 100.0000, 0.0000, 0, NULL, 'a-1', 'o-1', NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '1:100.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, '\x61591975a5235aaef8863056e102b193ee3c08451a32385b3b510b9e4f645229', '\x349017e8bf7bf78f4793fca918a8569b042de59f75b751d9ac21410b8b0a2383', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 2, 'accrual', 0.0000, 0.0000, 100.0000, 100.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2:50.0000@2026-03-11T12:00:00.000000Z/2026-03-12T12:00:00.000000Z', 1, 'till', NULL, NULL, NULL, '\xe2c24e4ffebd4bf669b786060c2b929476301e8d704cad3d48d552c79aeeaa1f', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 3, 'accrual', 200.0000, 200.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:200.0000@2026-03-10T12:00:00.000000Z/2026-03-19T12:00:00.000000Z', 1, 'till', NULL, NULL, NULL, '\x5579debe6c95ea886a22710dc84a7db417147b128f14670689c4bc146ed4f58f', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 4, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '4:40.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\xff66690361ceaac1692fe0ffcf265af9f545d76ddd3f46738f946c66540e7ba3', '2026-03-10 13:00:00+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 5, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '5:30.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\xdf8f6d252d1ee1aa5e5ee9ab5e0c21334007ac701891e79ff2e0dc59e0d70ef2', '2026-03-10 13:00:00+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 6, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '6:20.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\xb884d3a5a1fd2873b3b820799d112affc0a49283e55e6c452ddd95597f9cfc1b', '2026-03-10 13:00:00+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 7, 'redemption', -30.0000, -30.0000, 270.0000, 270.0000, 30.0000, 1, NULL, 'r-1', 'o-2', NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-30.0000', 1, 'till', NULL, '7', NULL, '\xa180058e979639d559d0364bb2d9faa2e7ad6f90ae5ed3291a7931a1d498d535', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 8, 'redemption', -25.0000, -25.0000, 245.0000, 245.0000, 55.0000, 2, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-25.0000', 1, 'till', NULL, NULL, NULL, '\xad93a165e77b3c9faff6d3b93abda4c4e42dc4b7317569982cfbc3fa290346ff', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 9, 'redemption', -10.0000, -10.0000, 235.0000, 235.0000, 65.0000, 3, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-10.0000', 1, 'till', NULL, NULL, '\x38a199cef83e178e836fe5d365bc8d123b26bf190197d7fbb8569ecbe32fc16b', '\xe3150fb676dfce05b9484e86f7a43b7444ff78f2997cdd5b0b958ef53d41ce00', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 10, 'hold', 0.0000, -40.0000, 235.0000, 195.0000, 105.0000, 4, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-40.0000', 1, 'till', NULL, NULL, NULL, '\x2aab4778feb2aba5760727c58d2bc0794d37b3846b1cdd958f9b5e4c73bca7ad', '2026-03-10 13:00:00+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 11, 'hold', 0.0000, -20.0000, 235.0000, 175.0000, 125.0000, 5, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-20.0000', 1, 'till', NULL, NULL, NULL, '\x756cbf1e3e900a63c5b6556938ed7e2c30c585f85dd0eb14f62c6f8f18f298e8', '2026-03-10 13:00:00+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 12, 'hold', 0.0000, -10.0000, 235.0000, 165.0000, 135.0000, 6, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-10.0000', 1, 'till', NULL, NULL, NULL, '\x56d91410d57fe899826f876e9f019a2e75f2ac7be8cd52a8fa0d7fda2cebef88', '2026-03-10 12:01:00+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 13, 'hold', 0.0000, -15.0000, 235.0000, 150.0000, 150.0000, 7, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-15.0000', 1, 'till', NULL, NULL, NULL, '\x1ade31dbaa1a58685027e16d0200dc1a5908072c1c7013ddc2174ca9d6543abc', '2026-04-02 15:33:20+00', NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 14, 'rollback', 0.0000, 10.0000, 235.0000, 160.0000, 140.0000, 6, 12, NULL, NULL, NULL, '2026-03-10 12:01:00+00', '2026-03-10 12:01:00+00', '2026-03-10 12:05:00+00', '3:10.0000', 1, NULL, NULL, NULL, NULL, '\xd3f947e46430b8de251847d5b2f779e03ccf3f4e08884e6c41020f2d656c66d1', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 15, 'commit', 35.0000, 35.0000, 270.0000, 195.0000, 140.0000, 6, 4, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '4:35.0000', 1, 'till', NULL, NULL, NULL, '\xecc8dab2a5d047994bf22bbe61e5bf165fbceb2945fa4f3a2414d3102c92416f', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 16, 'rollback', 0.0000, 0.0000, 270.0000, 195.0000, 140.0000, 6, 5, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '5:-30.0000', 1, 'till', NULL, NULL, NULL, '\xe9db98aba2b25b6c29bef7e46d4b07023eb745ff2320b9212d6bc26111022a58', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 17, 'commit', -30.0000, 10.0000, 240.0000, 205.0000, 130.0000, 6, 10, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:-30.0000', 1, 'till', NULL, NULL, NULL, '\x13c07b713ef2de6f63b5f32cb9c2dfe3ef0bfe767aa571ecd4954664dd65d190', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 18, 'rollback', 0.0000, 20.0000, 240.0000, 225.0000, 110.0000, 5, 11, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:20.0000', 1, 'till', NULL, NULL, '\x96462b1dc34db14d67192e1213107f5b2bf8eb1b533db9aee899421e390ab640', '\x568ba8f61dee513b660f1bea0de1c5143e158d84b7e1b6d0834efe176d69ec63', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 19, 'cancellation', 25.0000, 25.0000, 265.0000, 250.0000, 85.0000, 4, 8, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:25.0000', 1, 'till', NULL, NULL, '\xdba7fe830fe400f92dfa2037c9653ef8e54b770870499be552a98afa28ef63a4', '\xcdb2cfecc74bd106cd7097c294fa843b9f9076f4777defdd5c1730ffe8b3959c', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 20, 'cancellation', 4.0000, 4.0000, 269.0000, 254.0000, 81.0000, 4, 9, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:4.0000', 1, 'till', NULL, NULL, '\x6e4e43a5928c3a8e59b08896a170ce06674267c983675c6fa2e12acb18f52968', '\x33bf86c405d8481993a474405277e7757f15bf8d63f012e721e8f40b26da481c', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 21, 'cancellation', -70.0000, -70.0000, 199.0000, 184.0000, 81.0000, 4, 1, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '1:-70.0000', 1, 'till', NULL, NULL, '\x3f8dfb19540dabb367bf758a67288db3a7df4843e7a153dfbd3cd20c2776e39d', '\x414596c87e7d2303d0feb9c46e3729bfe48069a921bd89075198c9852f1efb86', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 22, 'cancellation', 0.0000, 0.0000, 199.0000, 184.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2:-20.0000', 1, 'till', NULL, NULL, '\xf2d722073df5657e24a8a5688f8b37ee44b4f1036aaa9f738e29e2e554bc0d74', '\x2e35454bb3eb10b65584dcd3d90ccf9948ec8d6b1bde8cde00e5b69a98b27fae', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 23, 'rollback', 0.0000, 0.0000, 199.0000, 184.0000, 81.0000, 4, 6, NULL, NULL, NULL, '2026-03-10 13:00:00+00', '2026-03-10 13:00:00+00', '2026-03-13 12:05:00+00', '6:-20.0000', 1, NULL, NULL, NULL, NULL, '\x481437470976078bdacbbbca164d3327a1d275585711648b2fc701b10cb2a1e0', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 24, 'activation', 30.0000, 30.0000, 229.0000, 214.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-11 12:00:00+00', '2026-03-11 12:00:00+00', '2026-03-13 12:05:00+00', '2:30.0000', 1, NULL, NULL, NULL, NULL, '\x5f5ef84a4485313d22ed4016133a3f6b63a64fe9c8a58dd45094446c649fe29e', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 25, 'expiry', -30.0000, -30.0000, 199.0000, 184.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-12 12:00:00+00', '2026-03-12 12:00:00+00', '2026-03-13 12:05:00+00', '2:-30.0000', 1, NULL, NULL, NULL, NULL, '\xc5bd93b8cdfa0f02747231d41077aa51eda5f667fbd819920e81e309e83d142e', NULL, NULL);
INSERT INTO public.entry VALUES (1, 1557917441, 26, 'adjustment', 12.0000, 12.0000, 211.0000, 196.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '26:12.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\x60c60ffb97d9d35d803e7958cdb4a0039524f00e5cd3b287bb9b195b39f0cb77', '\xe5add875953cd59d479f426a588c2a013d6119e9119184b1e291e391ce93778a', NULL, true);
INSERT INTO public.entry VALUES (1, 1557917441, 27, 'adjustment', 8.0000, 8.0000, 219.0000, 204.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '27:8.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\xeea1dcdd15c45c4ee222d3641a816e2159131fdb7b6a116795d7987062f3f26c', '\x1f9d2d8ec55815f5a69a518a234905300c677d46e5b21e8d9cb828d6534630c0', NULL, false);
INSERT INTO public.entry VALUES (1, 1557917441, 28, 'adjustment', -3.0000, -3.0000, 216.0000, 201.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-3.0000', 1, 'till', NULL, NULL, '\x37442cebc5645316fe7063cf93eea260e1392872cd16642ed2a63f48137fcf13', '\x8ca6ede53c850e210206275f1e4a44c355e1d29eecac0c584fbba4861bd7c406', NULL, true);
INSERT INTO public.entry VALUES (1, 1557917441, 29, 'adjustment', -1.0000, -1.0000, 215.0000, 200.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-1.0000', 1, 'till', NULL, NULL, '\x3804ec8568ca9806965da0127dd994dfd3746c3ea3eee8d1c90f100e6cd5bf44', '\x3a5992e195f968ad9fa376be27b81461a845b791054c7dbf8dde2283054ff6f8', NULL, false);
INSERT INTO public.entry VALUES (1, 1557917441, 30, 'redemption', -50.0000, -50.0000, 165.0000, 150.0000, 131.0000, 5, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-50.0000', 1, 'till', NULL, NULL, NULL, '\xdeaee3fbf43bed02c69fb322efa58980c9b597aee2b074439f12a1d035c44b47', NULL, NULL);
INSERT INTO public.entry VALUES (2, 292198914, 1, 'accrual', 10.0000, 10.0000, 10.0000, 10.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:10.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x35b158e3d3f08a63cb2145ff19eb10494684f5de388ca6f43424a6449a06e2fe', NULL, NULL);
INSERT INTO public.entry VALUES (2, 292198914, 2, 'redemption', -10.0000, -10.0000, 0.0000, 0.0000, 10.0000, 1, NULL, 'r-1', NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:-10.0000', 1, 'till', NULL, NULL, NULL, '\x5b7001c4f9576d58caeb8ab056829e5748d6cb7b880dd908869a5a41565d4908', NULL, NULL);
INSERT INTO public.entry VALUES (2, 292198914, 3, 'cancellation', -10.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, 1, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:0.0000', 1, 'till', NULL, NULL, '\x0ca75cb68a2c067d007337d918b208e7302df09a1a7bf555ba63a4f5cd1c7178', '\x08d767122131582730d1ff14c6966992605ac6096fad8ccdb64ad3ffb05d144d', NULL, NULL);
INSERT INTO public.entry VALUES (2, 292198914, 4, 'accrual', 4.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '4:0.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x27d60845168a96b2cd3b22863a7f2e7deee8b47c05c538d047ac002a53171917', NULL, NULL);
INSERT INTO public.entry VALUES (3, 1498313219, 1, 'accrual', 5.0000, 5.0000, 5.0000, 5.0000, 0.0000, 0, NULL, 'g-1', NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:5.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\x83b70c53293663310e97233f852bfea7a40c303db3bba09bac79081c1b204f44', '\xa783ff2fdd99e68b11bf55af65d95f90fbf96cfb49102163ffa4c0737044766f', NULL, NULL);
INSERT INTO public.entry VALUES (3, 1498313219, 2, 'redemption', -2.0000, -2.0000, 3.0000, 3.0000, 2.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:-2.0000', 1, 'till', NULL, NULL, NULL, '\x52165bd21135e1b4c58a6b0ddf88b7f38049808d24a66d4c7da0a167ef47c6b2', NULL, NULL);
INSERT INTO public.identifier VALUES (233, 1, 'email', 'ann@example.com', 1, NULL);
INSERT INTO public.identifier VALUES (188, 1, 'email', 'bob@example.com', 2, NULL);
INSERT INTO public.lot VALUES (1, 1557917441, 4, 40.0000, 35.0000, 0.0000, false, true, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'posted', '2026-03-10 12:05:00+00', 5.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 5, 30.0000, 0.0000, 0.0000, false, false, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'rolled_back', NULL, 30.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 1, 100.0000, 30.0000, 0.0000, false, true, '2026-03-10 12:00:00+00', NULL, NULL, NULL, 'partly_cancelled', '2026-03-10 12:00:00+00', 0.0000, 70.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 2, 50.0000, 0.0000, 0.0000, false, false, '2026-03-11 12:00:00+00', '2026-03-12 12:00:00+00', '2026-03-12 12:00:00+00', NULL, 'partly_cancelled', '2026-03-10 12:00:00+00', 0.0000, 20.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 6, 20.0000, 0.0000, 0.0000, false, false, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'timed_out', NULL, 20.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 26, 12.0000, 12.0000, 0.0000, false, true, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 27, 8.0000, 8.0000, 0.0000, false, true, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 1557917441, 3, 200.0000, 80.0000, 15.0000, false, true, '2026-03-10 12:00:00+00', '2026-03-19 12:00:00+00', '2026-03-19 12:00:00+00', NULL, 'posted', '2026-03-10 12:00:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (2, 292198914, 1, 10.0000, 0.0000, 0.0000, false, false, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'cancelled', '2026-03-13 12:05:00+00', 0.0000, 10.0000);
INSERT INTO public.lot VALUES (2, 292198914, 4, 4.0000, 0.0000, 0.0000, false, false, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (3, 1498313219, 1, 5.0000, 3.0000, 0.0000, false, true, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.member VALUES (1, 1, 1, NULL, NULL, '{}', 'active', NULL, '2026-03-10 12:00:00+00', NULL, NULL);
INSERT INTO public.member VALUES (3, 3, 1, NULL, NULL, '{}', 'closed', NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', 'till');
INSERT INTO public.member VALUES (2, 2, 1, NULL, NULL, '{}', 'blocked', 'asked for it', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', 'till');
INSERT INTO public.note VALUES (1, 1557917441, 1, '\x41c025bc9164d19de35e463183c83b43', 'For Ann', NULL, NULL);
INSERT INTO public.note VALUES (1, 1557917441, 9, '\x200405faaad1824577184e08c9ae2e8b', NULL, '{"basket":3}', NULL);
INSERT INTO public.note VALUES (1, 1557917441, 18, '\x2362979b99f4ec22dbea273f29a13397', NULL, NULL, 'changed my mind');
INSERT INTO public.note VALUES (1, 1557917441, 19, '\x5a785e98f984540c70254b3b1cdc622d', NULL, NULL, 'returned');
INSERT INTO public.note VALUES (1, 1557917441, 20, '\x579f97a0e238a35b8bf288ef48ebaa6e', NULL, NULL, 'returned');
INSERT INTO public.note VALUES (1, 1557917441, 21, '\xad90b2547592fe2d803d509ddea64ef4', NULL, NULL, 'mistake');
INSERT INTO public.note VALUES (1, 1557917441, 22, '\x1c5eb4bd85d131ab7bf0ea068d2aa169', NULL, NULL, 'mistake');
INSERT INTO public.note VALUES (1, 1557917441, 26, '\x43fbb988ec25fa800d73face0dacaeee', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 1557917441, 27, '\x343aefb2733efa149b1861683934a491', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 1557917441, 28, '\x761f115311f1209f7f405998ab0fddf3', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 1557917441, 29, '\xd40d77f0372c61449c1e8f8dc0ef19a5', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (2, 292198914, 3, '\x0e628db382814853c2ab9407b2e5c1c7', NULL, NULL, 'mistake');
INSERT INTO public.operator OVERRIDING SYSTEM VALUE VALUES (1, 'books', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'a1', '\x4fc19466193c3e4e8de654a2379f52ae46e962088db4b5fafbeaf1d9da420598', '1 {"ok":{"transaction_id":"txn_3267189677228033","number":3267189677228033,"type":"accrual","status":"posted","points":"100.00","balance":{"points_currency":"points","balance":"100.00","held":"0.00","available":"100.00","pending":"0.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":null},"lot":{"points":"100.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":null,"released":"0.00","external_id":"a-1","occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'accrual', '', 'a-1', '\x4fc19466193c3e4e8de654a2379f52ae46e962088db4b5fafbeaf1d9da420598', '1 {"ok":{"transaction_id":"txn_3267189677228033","number":3267189677228033,"type":"accrual","status":"posted","points":"100.00","balance":{"points_currency":"points","balance":"100.00","held":"0.00","available":"100.00","pending":"0.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":null},"lot":{"points":"100.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":null,"released":"0.00","external_id":"a-1","occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'a2', '\x1ae30a108eb4e6d7181bbdc9b2a1800b464e8acf3d9ec4bab480cd8b363b5fa2', '1 {"ok":{"transaction_id":"txn_3267189677228034","number":3267189677228034,"type":"accrual","status":"pending","points":"50.00","balance":{"points_currency":"points","balance":"100.00","held":"0.00","available":"100.00","pending":"50.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":null},"lot":{"points":"50.00","available_at":"2026-03-11T12:00:00Z","expires_at":"2026-03-12T12:00:00Z"},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'a3', '\x3082ef686eaa72202162d7adebf37f1630147018badba68326b274515a497ec9', '1 {"ok":{"transaction_id":"txn_3267189677228035","number":3267189677228035,"type":"accrual","status":"posted","points":"200.00","balance":{"points_currency":"points","balance":"300.00","held":"0.00","available":"300.00","pending":"50.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"200.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"200.00","available_at":"2026-03-10T12:00:00Z","expires_at":"2026-03-19T12:00:00Z"},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'a4', '\x83cb27ae6e59c566890d70ba3df450d2f02ff9644050ab0850f460658d11c226', '1 {"ok":{"transaction_id":"txn_3267189677228036","number":3267189677228036,"type":"accrual","status":"pending","points":"40.00","balance":{"points_currency":"points","balance":"300.00","held":"0.00","available":"300.00","pending":"90.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"200.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"40.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z","released":"0.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'a5', '\xe38a729d467327e509cfa84c63a9a733441b54cd8d4918db6774e7e21f5ed6f1', '1 {"ok":{"transaction_id":"txn_3267189677228037","number":3267189677228037,"type":"accrual","status":"pending","points":"30.00","balance":{"points_currency":"points","balance":"300.00","held":"0.00","available":"300.00","pending":"120.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"200.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"30.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z","released":"0.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'a6', '\x184727264d04ea4eb9be5480b16c9d44214c1a87525cdc8cb17231586856b94a', '1 {"ok":{"transaction_id":"txn_3267189677228038","number":3267189677228038,"type":"accrual","status":"pending","points":"20.00","balance":{"points_currency":"points","balance":"300.00","held":"0.00","available":"300.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"200.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"20.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z","released":"0.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'r1', '\x14a97e23d68087c7cf605b2d829e222e0314c851d535de8ffbf51f0aaa6f4cb3', '1 {"ok":{"transaction_id":"txn_3267189677228039","number":3267189677228039,"type":"redemption","status":"posted","points":"30.00","available_before":"300.00","available_after":"270.00","balance":{"points_currency":"points","balance":"270.00","held":"0.00","available":"270.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"170.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"30.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":null,"committed_points":"30.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":"r-1","occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'redemption', '', 'r-1', '\x14a97e23d68087c7cf605b2d829e222e0314c851d535de8ffbf51f0aaa6f4cb3', '1 {"ok":{"transaction_id":"txn_3267189677228039","number":3267189677228039,"type":"redemption","status":"posted","points":"30.00","available_before":"300.00","available_after":"270.00","balance":{"points_currency":"points","balance":"270.00","held":"0.00","available":"270.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"170.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"30.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":null,"committed_points":"30.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":"r-1","occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'r2', '\xd16bbe72ee93610c976ad7d3a20e2a71b8a62c0f3b72512dbe11f1675f8cba46', '1 {"ok":{"transaction_id":"txn_3267189677228040","number":3267189677228040,"type":"redemption","status":"posted","points":"25.00","available_before":"270.00","available_after":"245.00","balance":{"points_currency":"points","balance":"245.00","held":"0.00","available":"245.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"145.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"25.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":null,"committed_points":"25.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'r3', '\xf7ba810d86f44e02ce50667899c48c02e345f52128f7f612f742aec3ce51da63', '1 {"ok":{"transaction_id":"txn_3267189677228041","number":3267189677228041,"type":"redemption","status":"posted","points":"10.00","available_before":"245.00","available_after":"235.00","balance":{"points_currency":"points","balance":"235.00","held":"0.00","available":"235.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"135.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"10.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":null,"committed_points":"10.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'r4', '\xa71046981cd3fc7c4af661a8664446306e9a60a89641e6cefd376433fb74f780', '1 {"ok":null,"decline":{"kind":5,"reasons":[{"code":"insufficient_points","arguments":{"available":"235.00"}},{"code":"limit_reached","arguments":{"limit":"points_per_day","remaining":"435.00"}},{"code":"limit_reached","arguments":{"limit":"points_per_month","remaining":"835.00"}}],"errors":[],"code":"insufficient_points","is_recorded":true}}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'h1', '\xb3883dc314c19ca1c7b322b1de294eec5586ee25efeb76baec18c7c6d1993b10', '1 {"ok":{"transaction_id":"txn_3267189677228042","number":3267189677228042,"type":"redemption","status":"held","points":"40.00","available_before":"235.00","available_after":"195.00","balance":{"points_currency":"points","balance":"235.00","held":"40.00","available":"195.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"95.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"40.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":"2026-03-10T13:00:00Z","committed_points":"0.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'h2', '\x8612c7dbd2a950735368ad4938fa16d830b8b2e281dd188853b8f93e5b5e3e3d', '1 {"ok":{"transaction_id":"txn_3267189677228043","number":3267189677228043,"type":"redemption","status":"held","points":"20.00","available_before":"195.00","available_after":"175.00","balance":{"points_currency":"points","balance":"235.00","held":"60.00","available":"175.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"75.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"20.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":"2026-03-10T13:00:00Z","committed_points":"0.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'h3', '\x84c36f1bae7199e7170e1f8b8e3302687ce86b84a14ab7a250c72e4dd3fbcb1c', '1 {"ok":{"transaction_id":"txn_3267189677228044","number":3267189677228044,"type":"redemption","status":"held","points":"10.00","available_before":"175.00","available_after":"165.00","balance":{"points_currency":"points","balance":"235.00","held":"70.00","available":"165.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"65.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"10.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":"2026-03-10T12:01:00Z","committed_points":"0.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'h4', '\x22af678ab56b0d819b74e6231544f79141d1c4a6a5a3c6372106cc462360ac02', '1 {"ok":{"transaction_id":"txn_3267189677228045","number":3267189677228045,"type":"redemption","status":"held","points":"15.00","available_before":"165.00","available_after":"150.00","balance":{"points_currency":"points","balance":"235.00","held":"85.00","available":"150.00","pending":"140.00","debt":"0.00","as_of":"2026-03-10T12:00:00Z","next_expiry":{"points":"50.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"15.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":"2026-04-02T15:33:20Z","committed_points":"0.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'ca', '\xfbe9ef26506959c3d6b9722f931a97f7d3e9f00fb7267e914a066350eba484a1', '1 {"ok":{"transaction_id":"txn_3267189677228036","number":3267189677228036,"type":"accrual","status":"posted","points":"35.00","balance":{"points_currency":"points","balance":"270.00","held":"75.00","available":"195.00","pending":"100.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"60.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"35.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z","released":"5.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'ra', '\x9a1622431991a651291cbe961706146eceef8e0018c03f3c29699d5f6082af57', '1 {"ok":{"transaction_id":"txn_3267189677228037","number":3267189677228037,"type":"accrual","status":"rolled_back","points":"30.00","balance":{"points_currency":"points","balance":"270.00","held":"75.00","available":"195.00","pending":"70.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"60.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"30.00","available_at":"2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z","released":"30.00","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'ch', '\x384a1f2d3f994f4a2d2f1ca762e794da6bef99b6a2cd57b001c80b3373282d0c', '1 {"ok":{"transaction_id":"txn_3267189677228042","number":3267189677228042,"type":"redemption","status":"posted","points":"30.00","available_before":"235.00","available_after":"195.00","balance":{"points_currency":"points","balance":"240.00","held":"35.00","available":"205.00","pending":"70.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"70.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"30.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":"2026-03-10T13:00:00Z","committed_points":"30.00","cancelled_points":"0.00","released":"10.00","ended_at":"2026-03-10T12:05:00Z","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'rh', '\x2380f56fd36da68714d5ff0caa625c827de89917cbf3051889e50b479941a679', '1 {"ok":{"transaction_id":"txn_3267189677228043","number":3267189677228043,"type":"redemption","status":"rolled_back","points":"20.00","available_before":"195.00","available_after":"175.00","balance":{"points_currency":"points","balance":"240.00","held":"15.00","available":"225.00","pending":"70.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"90.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"20.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":"2026-03-10T13:00:00Z","committed_points":"0.00","cancelled_points":"0.00","released":"20.00","ended_at":"2026-03-10T12:05:00Z","external_id":null,"occurred_at":"2026-03-10T12:00:00Z"},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'c1', '\x1b3bce7a1eb18c7091608a80bb93e47521c7f75fb27ddc18364e669ab8984bfc', '1 {"ok":{"transaction_id":"txn_3267189677228051","number":3267189677228051,"type":"cancellation","cancels":"txn_3267189677228040","points":"25.00","status":"cancelled","balance":{"points_currency":"points","balance":"265.00","held":"15.00","available":"250.00","pending":"70.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"115.00","expires_at":"2026-03-19T12:00:00Z"}}},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'c2', '\x1f795a8e7d904b5c57b75d40d8e88ddd42687adb8cee87018232f36f58005395', '1 {"ok":{"transaction_id":"txn_3267189677228052","number":3267189677228052,"type":"cancellation","cancels":"txn_3267189677228041","points":"4.00","status":"partly_cancelled","balance":{"points_currency":"points","balance":"269.00","held":"15.00","available":"254.00","pending":"70.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"119.00","expires_at":"2026-03-19T12:00:00Z"}}},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'c3', '\x57b8f10a86f8792952a42ff5fd037d59696f23f35c22f42252055e6de6e8cae3', '1 {"ok":{"transaction_id":"txn_3267189677228053","number":3267189677228053,"type":"cancellation","cancels":"txn_3267189677228033","points":"70.00","status":"partly_cancelled","balance":{"points_currency":"points","balance":"199.00","held":"15.00","available":"184.00","pending":"70.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"119.00","expires_at":"2026-03-19T12:00:00Z"}}},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'c4', '\x8e9415b13cc8ef4c077976f65324071eb75a5caee5cf3a42e3ef940f396f1608', '1 {"ok":{"transaction_id":"txn_3267189677228054","number":3267189677228054,"type":"cancellation","cancels":"txn_3267189677228034","points":"20.00","status":"partly_cancelled","balance":{"points_currency":"points","balance":"199.00","held":"15.00","available":"184.00","pending":"50.00","debt":"0.00","as_of":"2026-03-10T12:05:00Z","next_expiry":{"points":"119.00","expires_at":"2026-03-19T12:00:00Z"}}},"decline":null}', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'j1', '\x573a51faeb5c9d00cb93566cf1af62c0661bff1d3b01fb8c4bf7e881763666a4', '1 {"ok":{"transaction_id":"txn_3267189677228058","number":3267189677228058,"type":"adjustment","status":"posted","points":"12.00","balance":{"points_currency":"points","balance":"211.00","held":"15.00","available":"196.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":{"points":"119.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"12.00","available_at":"2026-03-13T12:05:00Z","expires_at":null},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'j2', '\xf182e21f1d634fd7199562c50219e4323990ce267664580e178e3a483b78c7bb', '1 {"ok":{"transaction_id":"txn_3267189677228059","number":3267189677228059,"type":"adjustment","status":"posted","points":"8.00","balance":{"points_currency":"points","balance":"219.00","held":"15.00","available":"204.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":{"points":"119.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":{"points":"8.00","available_at":"2026-03-13T12:05:00Z","expires_at":null},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'j3', '\x4a673479440e610415021006e6e37cb9a6372b12517ff4b033d8279c2052e619', '1 {"ok":{"transaction_id":"txn_3267189677228060","number":3267189677228060,"type":"adjustment","status":"posted","points":"-3.00","balance":{"points_currency":"points","balance":"216.00","held":"15.00","available":"201.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":{"points":"116.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":null,"pending_until":null,"released":null,"external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'j4', '\x06a8ea45a94af2118b57d28dabec102a4f0e23034dbe3cf39168ceceae060346', '1 {"ok":{"transaction_id":"txn_3267189677228061","number":3267189677228061,"type":"adjustment","status":"posted","points":"-1.00","balance":{"points_currency":"points","balance":"215.00","held":"15.00","available":"200.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":{"points":"115.00","expires_at":"2026-03-19T12:00:00Z"}},"lot":null,"pending_until":null,"released":null,"external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'r5', '\x4746f17701a9d4c9b625c0e985fbbddce011552d2b8f655f382a4d457300d2ee', '1 {"ok":{"transaction_id":"txn_3267189677228062","number":3267189677228062,"type":"redemption","status":"posted","points":"50.00","available_before":"200.00","available_after":"150.00","balance":{"points_currency":"points","balance":"165.00","held":"15.00","available":"150.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":{"points":"65.00","expires_at":"2026-03-19T12:00:00Z"}},"lots":[{"points":"50.00","expires_at":"2026-03-19T12:00:00Z"}],"hold_expires_at":null,"committed_points":"50.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 1557917441, 'key', 'till', 'w1', '\x3ab14ad2dd7a24a26d5cf87dedb3b8d98eb737b6e314f23a2c7747e1a9763acb', '1 {"ok":null,"decline":{"kind":5,"reasons":[{"code":"insufficient_points","arguments":{"available":"150.00"}},{"code":"limit_reached","arguments":{"limit":"points_per_day","remaining":"450.00"}}],"errors":[],"code":"insufficient_points","is_recorded":true}}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 292198914, 'key', 'till', 'b1', '\xf8386388b7871e3719fa84ce889b42663d10ed29cefa8a2947a7ab55fa9f4872', '1 {"ok":{"transaction_id":"txn_612785536892929","number":612785536892929,"type":"accrual","status":"posted","points":"10.00","balance":{"points_currency":"points","balance":"10.00","held":"0.00","available":"10.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":null},"lot":{"points":"10.00","available_at":"2026-03-13T12:05:00Z","expires_at":null},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 292198914, 'key', 'till', 'b2', '\x6f6ab7f13877995cf465e65fc9ff8c10033dca4313465643f25978afd4fcb9bc', '1 {"ok":{"transaction_id":"txn_612785536892930","number":612785536892930,"type":"redemption","status":"posted","points":"10.00","available_before":"10.00","available_after":"0.00","balance":{"points_currency":"points","balance":"0.00","held":"0.00","available":"0.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":null},"lots":[{"points":"10.00","expires_at":null}],"hold_expires_at":null,"committed_points":"10.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":"r-1","occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 292198914, 'redemption', '', 'r-1', '\x6f6ab7f13877995cf465e65fc9ff8c10033dca4313465643f25978afd4fcb9bc', '1 {"ok":{"transaction_id":"txn_612785536892930","number":612785536892930,"type":"redemption","status":"posted","points":"10.00","available_before":"10.00","available_after":"0.00","balance":{"points_currency":"points","balance":"0.00","held":"0.00","available":"0.00","pending":"0.00","debt":"0.00","as_of":"2026-03-13T12:05:00Z","next_expiry":null},"lots":[{"points":"10.00","expires_at":null}],"hold_expires_at":null,"committed_points":"10.00","cancelled_points":"0.00","released":"0.00","ended_at":null,"external_id":"r-1","occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 292198914, 'key', 'till', 'b3', '\x6ae894eea239a6e6e9d270263490e0f7c551875222f3451114267629da6dd46d', '1 {"ok":{"transaction_id":"txn_612785536892931","number":612785536892931,"type":"cancellation","cancels":"txn_612785536892929","points":"10.00","status":"cancelled","balance":{"points_currency":"points","balance":"0.00","held":"0.00","available":"0.00","pending":"0.00","debt":"10.00","as_of":"2026-03-13T12:05:00Z","next_expiry":null}},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 292198914, 'key', 'till', 'b4', '\x51cda7d72a2f2559c07bb881117da59a41b316741fcdc81ff552f08fd13ae0e5', '1 {"ok":{"transaction_id":"txn_612785536892932","number":612785536892932,"type":"accrual","status":"posted","points":"4.00","balance":{"points_currency":"points","balance":"0.00","held":"0.00","available":"0.00","pending":"0.00","debt":"6.00","as_of":"2026-03-13T12:05:00Z","next_expiry":null},"lot":{"points":"4.00","available_at":"2026-03-13T12:05:00Z","expires_at":null},"pending_until":null,"released":"0.00","external_id":null,"occurred_at":"2026-03-13T12:05:00Z"},"decline":null}', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 292198914, 'key', 'till', 'b5', '\xa3e82dc287444725e40b5e3d6091f51942327ae75ae6f9fe690492d8fd066abe', '1 {"ok":null,"decline":{"kind":5,"reasons":[{"code":"insufficient_points","arguments":{"available":"0.00"}}],"errors":[],"code":"insufficient_points","is_recorded":true}}', '2026-03-13 12:05:00+00');
INSERT INTO public.points_currency VALUES (1, 1, 'points', 'Points', 2, true);
INSERT INTO public.program VALUES (1, 1, 'books', 'Books', 'EUR', 'en', 'UTC', '{user_id}', '{"hold": {"max_timeout_seconds": 2592000, "default_timeout_seconds": 900}, "expiry": {"after_days": null, "restored_grace_days": 30, "activation_delay_days": 0}, "redemption": {"max_points": null, "min_points": null, "multiple_of": null, "max_points_per_day": "500", "max_points_per_month": "900", "max_redemptions_per_day": null}, "cancellation": {"window_seconds": null, "allow_negative_correction": true}}', 1, '2026-03-10 12:00:00+00');
INSERT INTO public.redemption VALUES (1, 1557917441, 7, 'posted', 'generic', 30.0000, 30.0000, 0.0000, 0.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.redemption VALUES (1, 1557917441, 13, 'held', 'generic', 15.0000, 0.0000, 0.0000, 0.0000, '2026-04-02 15:33:20+00', NULL, NULL);
INSERT INTO public.redemption VALUES (1, 1557917441, 12, 'timed_out', 'generic', 10.0000, 0.0000, 10.0000, 0.0000, '2026-03-10 12:01:00+00', NULL, '2026-03-10 12:01:00+00');
INSERT INTO public.redemption VALUES (1, 1557917441, 10, 'posted', 'generic', 40.0000, 30.0000, 10.0000, 0.0000, '2026-03-10 13:00:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00');
INSERT INTO public.redemption VALUES (1, 1557917441, 11, 'rolled_back', 'generic', 20.0000, 0.0000, 20.0000, 0.0000, '2026-03-10 13:00:00+00', NULL, '2026-03-10 12:05:00+00');
INSERT INTO public.redemption VALUES (1, 1557917441, 8, 'cancelled', 'generic', 25.0000, 25.0000, 0.0000, 25.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.redemption VALUES (1, 1557917441, 9, 'partly_cancelled', 'generic', 10.0000, 10.0000, 0.0000, 4.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.redemption VALUES (1, 1557917441, 30, 'posted', 'generic', 50.0000, 50.0000, 0.0000, 0.0000, NULL, '2026-03-13 12:05:00+00', NULL);
INSERT INTO public.redemption VALUES (2, 292198914, 2, 'posted', 'generic', 10.0000, 10.0000, 0.0000, 0.0000, NULL, '2026-03-13 12:05:00+00', NULL);
INSERT INTO public.redemption VALUES (3, 1498313219, 2, 'posted', 'generic', 2.0000, 2.0000, 0.0000, 0.0000, NULL, '2026-03-13 12:05:00+00', NULL);
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', '88fbbdf2-aba5-48a2-b1ec-ab878bb47d2c', '\x60de95d0cbba7746d5d80bb746336138520e4af6f3d946cbfc7e2082b63264d6', '1 {"ok":{"code":"books","name":"Books","operator":"books","number":1,"base_currency":"EUR","language":"en","time_zone":"UTC","points_currencies":[{"code":"points","number":1,"name":"Points","scale":2,"default":true}],"custom_fields":["user_id"],"policy":{"redemption":{"min_points":null,"max_points":null,"multiple_of":null,"max_points_per_day":"500","max_points_per_month":"900","max_redemptions_per_day":null},"hold":{"default_timeout_seconds":900,"max_timeout_seconds":2592000},"cancellation":{"window_seconds":null,"allow_negative_correction":true},"expiry":{"after_days":null,"activation_delay_days":0,"restored_grace_days":30}}},"decline":null}', NULL, '2026-03-10 12:00:00+00');
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', 'a860036e-ac55-429f-a70a-03c060381084', '\xd76e65c49e4de4113a8c455cb437f5b004f6622e70dfb5611c6c8467bb7dfcbd', '1 {"ok":{"member_id":"mbr_1","number":1,"identifiers":{"email":"ann@example.com"},"name":null,"language":null,"tags":[],"status":"active","status_reason":null,"status_changed_at":null,"status_changed_by":null,"enrolled_at":"2026-03-10T12:00:00Z","totals":{"earned":"0.00","redeemed":"0.00","expired":"0.00"}},"decline":null}', 1, '2026-03-10 12:00:00+00');
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', '012cf940-93fe-477a-9338-ce34d8c1afb3', '\xc9f7a631fd322e7454090aad6267c44c9b2a39fa6bb79220f026047599841f3a', '1 {"ok":{"member_id":"mbr_2","number":2,"identifiers":{"email":"bob@example.com"},"name":null,"language":null,"tags":[],"status":"active","status_reason":null,"status_changed_at":null,"status_changed_by":null,"enrolled_at":"2026-03-13T12:05:00Z","totals":{"earned":"0.00","redeemed":"0.00","expired":"0.00"}},"decline":null}', 2, '2026-03-13 12:05:00+00');
INSERT INTO public.schemaversions VALUES (1, 'Loyalty.Infrastructure.Postgres.Migrations.0001_core.sql', '2026-11-28 16:18:35.884466');
INSERT INTO public.schemaversions VALUES (2, 'Loyalty.Infrastructure.Postgres.Migrations.0002_two_phase.sql', '2026-11-28 16:18:35.889616');
INSERT INTO public.schemaversions VALUES (3, 'Loyalty.Infrastructure.Postgres.Migrations.0003_operation.sql', '2026-11-28 16:18:35.893395');
INSERT INTO public.schemaversions VALUES (4, 'Loyalty.Infrastructure.Postgres.Migrations.0004_faults.sql', '2026-11-28 16:18:35.895608');
INSERT INTO public.schemaversions VALUES (5, 'Loyalty.Infrastructure.Postgres.Migrations.0005_pruning.sql', '2026-11-28 16:18:35.897011');
INSERT INTO public.schemaversions VALUES (6, 'Loyalty.Infrastructure.Postgres.Migrations.0006_written_identifiers.sql', '2026-11-28 16:18:35.897618');
SELECT pg_catalog.setval('public.audit_audit_id_seq', 3, true);
SELECT pg_catalog.setval('public.operator_operator_number_seq', 1, true);
SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 6, true);
ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_owner_number_owner_kind_points_currency_number_buck_key UNIQUE (owner_number, owner_kind, points_currency_number, bucket);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (bucket, account_number);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (key_id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (audit_id);
ALTER TABLE ONLY public.due
    ADD CONSTRAINT due_pkey PRIMARY KEY (bucket, account_number);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_pkey PRIMARY KEY (bucket, member_number, program_number);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (bucket, account_number, seq);
ALTER TABLE ONLY public.identifier
    ADD CONSTRAINT identifier_pkey PRIMARY KEY (bucket, operator_number, kind, value);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (bucket, account_number, lot_number);
ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (bucket, member_number);
ALTER TABLE ONLY public.note
    ADD CONSTRAINT note_pkey PRIMARY KEY (bucket, account_number, seq);
ALTER TABLE ONLY public.operator
    ADD CONSTRAINT operator_code_key UNIQUE (code);
ALTER TABLE ONLY public.operator
    ADD CONSTRAINT operator_pkey PRIMARY KEY (operator_number);
ALTER TABLE ONLY public.outcome
    ADD CONSTRAINT outcome_pkey PRIMARY KEY (bucket, account_number, family, key_line, key);
ALTER TABLE ONLY public.points_currency
    ADD CONSTRAINT points_currency_pkey PRIMARY KEY (points_currency_number);
ALTER TABLE ONLY public.points_currency
    ADD CONSTRAINT points_currency_program_number_code_key UNIQUE (program_number, code);
ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_code_key UNIQUE (code);
ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_pkey PRIMARY KEY (program_number);
ALTER TABLE ONLY public.redemption
    ADD CONSTRAINT redemption_pkey PRIMARY KEY (bucket, account_number, redemption_number);
ALTER TABLE ONLY public.request_outcome
    ADD CONSTRAINT request_outcome_pkey PRIMARY KEY (operator, key_line, path, idempotency_key);
CREATE INDEX api_key_by_operator ON public.api_key USING btree (operator_number, created_at, key_id);
CREATE INDEX audit_by_operator ON public.audit USING btree (operator_number, audit_id);
CREATE INDEX due_by_time ON public.due USING btree (bucket, due_at);
CREATE INDEX enrolment_by_program ON public.enrolment USING btree (program_number, enrolled_at, member_number);
CREATE INDEX entry_by_external_id ON public.entry USING btree (bucket, account_number, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX entry_by_recording ON public.entry USING brin (recorded_at) WITH (autosummarize='on');
CREATE INDEX entry_by_time ON public.entry USING btree (bucket, account_number, effective_at, seq);
CREATE INDEX identifier_by_member ON public.identifier USING btree (member_number);
CREATE INDEX identifier_by_start ON public.identifier USING btree (operator_number, value text_pattern_ops);
CREATE INDEX lot_open ON public.lot USING btree (bucket, account_number, expires_at, lot_number) WHERE (open AND (NOT pending));
CREATE INDEX lot_pending ON public.lot USING btree (bucket, account_number) WHERE pending;
CREATE INDEX outcome_by_recording ON public.outcome USING brin (recorded_at) WITH (autosummarize='on');
CREATE INDEX redemption_open ON public.redemption USING btree (bucket, account_number) WHERE (status = 'held'::text);
CREATE INDEX request_outcome_by_member ON public.request_outcome USING btree (member_number) WHERE (member_number IS NOT NULL);
CREATE INDEX request_outcome_by_recording ON public.request_outcome USING btree (recorded_at);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_operator_number_fkey FOREIGN KEY (operator_number) REFERENCES public.operator(operator_number);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_operator_number_fkey FOREIGN KEY (operator_number) REFERENCES public.operator(operator_number);
ALTER TABLE ONLY public.points_currency
    ADD CONSTRAINT points_currency_program_number_fkey FOREIGN KEY (program_number) REFERENCES public.program(program_number);
ALTER TABLE ONLY public.program
    ADD CONSTRAINT program_operator_number_fkey FOREIGN KEY (operator_number) REFERENCES public.operator(operator_number);
