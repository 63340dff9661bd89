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
CREATE DOMAIN public.accrual_status AS text
	CONSTRAINT accrual_status_check CHECK ((VALUE = ANY (ARRAY['pending'::text, 'posted'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])));
CREATE DOMAIN public.entry_kind AS text
	CONSTRAINT entry_kind_check1 CHECK ((VALUE = ANY (ARRAY['accrual'::text, 'redemption'::text, 'hold'::text, 'commit'::text, 'rollback'::text, 'cancellation'::text, 'expiry'::text, 'activation'::text, 'adjustment'::text, 'transfer'::text])));
CREATE DOMAIN public.last_seq AS integer
	CONSTRAINT last_seq_check CHECK (((VALUE >= 0) AND (VALUE <= 2097151)));
CREATE DOMAIN public.owner_kind AS text
	CONSTRAINT owner_kind_check CHECK ((VALUE = ANY (ARRAY['member'::text, 'group'::text])));
CREATE DOMAIN public.points_amount AS numeric(19,4)
	CONSTRAINT points_amount_check CHECK ((VALUE >= (0)::numeric));
CREATE DOMAIN public.points_balance AS numeric(19,4)
	CONSTRAINT points_balance_check CHECK (((VALUE >= (0)::numeric) AND (VALUE <= ('100000000000000'::bigint)::numeric)));
CREATE DOMAIN public.points_positive AS numeric(19,4)
	CONSTRAINT points_positive_check CHECK ((VALUE > (0)::numeric));
CREATE DOMAIN public.points_total AS numeric(28,4)
	CONSTRAINT points_total_check CHECK ((VALUE >= (0)::numeric));
CREATE DOMAIN public.redemption_status AS text
	CONSTRAINT redemption_status_check1 CHECK ((VALUE = ANY (ARRAY['posted'::text, 'held'::text, 'awaiting_order'::text, 'rolled_back'::text, 'timed_out'::text, 'partly_cancelled'::text, 'cancelled'::text])));
CREATE DOMAIN public.row_count AS integer
	CONSTRAINT row_count_check CHECK ((VALUE >= 0));
CREATE DOMAIN public.row_version AS bigint
	CONSTRAINT row_version_check CHECK ((VALUE >= 0));
CREATE DOMAIN public.sha256_hash AS bytea
	CONSTRAINT sha256_hash_check CHECK ((length(VALUE) = 32));
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    program_number integer NOT NULL,
    points_currency_number integer NOT NULL,
    owner_kind public.owner_kind NOT NULL,
    owner_number integer NOT NULL,
    version public.row_version NOT NULL,
    seq public.last_seq NOT NULL,
    balance public.points_balance NOT NULL,
    held public.points_amount NOT NULL,
    pending public.points_amount NOT NULL,
    debt public.points_amount NOT NULL,
    earned_total numeric(28,4) NOT NULL,
    redeemed_total public.points_total NOT NULL,
    redeemed_count public.row_count NOT NULL,
    expired_total public.points_total NOT NULL,
    last_hash public.sha256_hash NOT NULL,
    last_effective_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    day_start timestamp with time zone,
    month_start timestamp with time zone,
    redeemed_before_day numeric(28,4),
    count_before_day integer,
    earned_before_day numeric(28,4),
    redeemed_before_month numeric(28,4),
    CONSTRAINT account_check CHECK (((bucket = (account_number & 255)) AND (account_number > 0) AND ((held)::numeric <= (balance)::numeric)))
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
    kind public.entry_kind NOT NULL,
    amount numeric(19,4) NOT NULL,
    available_change numeric(19,4) NOT NULL,
    balance_after public.points_amount NOT NULL,
    available_after public.points_amount NOT NULL,
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
    hash public.sha256_hash NOT NULL,
    open_until timestamp with time zone,
    counts_as_earned boolean,
    form smallint NOT NULL,
    earned_total numeric(28,4) NOT NULL,
    about text,
    first_of_day boolean NOT NULL,
    CONSTRAINT entry_check CHECK (((bucket = (account_number & 255)) AND (seq > 0) AND ((available_after)::numeric <= (balance_after)::numeric)))
);
CREATE TABLE public.external_id (
    bucket smallint NOT NULL,
    account_number integer NOT NULL,
    digest bytea NOT NULL,
    fingerprint bytea NOT NULL,
    seq integer,
    result text,
    CONSTRAINT external_id_check CHECK ((bucket = (account_number & 255)))
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
    points public.points_positive NOT NULL,
    remaining numeric(19,4) NOT NULL,
    held public.points_amount NOT NULL,
    pending boolean NOT NULL,
    open boolean NOT NULL,
    available_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    original_expires_at timestamp with time zone,
    pending_until timestamp with time zone,
    status public.accrual_status DEFAULT 'posted'::text NOT NULL,
    posted_at timestamp with time zone,
    released public.points_amount DEFAULT 0 NOT NULL,
    taken_back public.points_amount DEFAULT 0 NOT NULL,
    CONSTRAINT lot_check CHECK (((bucket = (account_number & 255)) AND ((held)::numeric <= remaining) AND (remaining <= (points)::numeric) AND ((released)::numeric <= (points)::numeric) AND ((taken_back)::numeric <= (points)::numeric)))
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
    digest bytea NOT NULL,
    fingerprint bytea NOT NULL,
    seq integer,
    result text NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT outcome_by_digest_check CHECK ((bucket = (account_number & 255)))
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
    status public.redemption_status NOT NULL,
    type text NOT NULL,
    points public.points_positive NOT NULL,
    committed public.points_amount NOT NULL,
    released public.points_amount DEFAULT 0 NOT NULL,
    cancelled public.points_amount DEFAULT 0 NOT NULL,
    hold_expires_at timestamp with time zone,
    posted_at timestamp with time zone,
    ended_at timestamp with time zone,
    CONSTRAINT redemption_check CHECK (((bucket = (account_number & 255)) AND (((committed)::numeric + (released)::numeric) <= (points)::numeric) AND ((cancelled)::numeric <= (committed)::numeric)))
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
INSERT INTO public.account VALUES (2, 1275913218, 1, 1, 'member', 2, 6, 4, 0.0000, 0.0000, 0.0000, 6.0000, 4.0000, 10.0000, 1, 0.0000, '\x51e7ad5115d5b44b3a5af23118a512cd3fe458fa4f322e0845f8c8a5e60558f0', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 00:00:00+00', '2026-03-01 00:00:00+00', 0.0000, 0, 0.0000, 0.0000);
INSERT INTO public.account VALUES (1, 591964161, 1, 1, 'member', 1, 28, 30, 165.0000, 15.0000, 0.0000, 0.0000, 304.0000, 131.0000, 5, 30.0000, '\x5b83c0db764764b649bffccc4b7ce57df04fba0597ee45ddea7718ab83e03f36', '2026-03-13 12:05:00+00', '2026-03-10 12:00:00+00', '2026-03-13 00:00:00+00', '2026-03-01 00:00:00+00', 81.0000, 4, 295.0000, 0.0000);
INSERT INTO public.account VALUES (3, 1979252227, 1, 1, 'member', 3, 3, 2, 3.0000, 0.0000, 0.0000, 0.0000, 5.0000, 2.0000, 1, 0.0000, '\x4bf038a2e8329deafb4d5f95e45b66036cf4e9f6722e4de38314bae71feb8205', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 00:00:00+00', '2026-03-01 00:00:00+00', 0.0000, 0, 0.0000, 0.0000);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (1, '2026-03-10 12:00:00+00', 'till', 'program', 'books', 1, NULL, '{"code": "books", "name": "Books", "number": 1, "policy": {"hold": {"max_timeout_seconds": 2592000, "default_timeout_seconds": 900}, "expiry": {"after_days": null, "restored_grace_days": 30, "activation_delay_days": 0}, "earning": {"max_points_per_day": null, "max_points_per_accrual": null}, "redemption": {"max_points": null, "min_points": null, "multiple_of": null, "max_points_per_day": "500", "max_points_per_month": "900", "max_redemptions_per_day": null}, "cancellation": {"window_seconds": null, "allow_negative_correction": true}}, "language": "en", "operator": "books", "time_zone": "UTC", "base_currency": "EUR", "custom_fields": ["user_id"], "points_currencies": [{"code": "points", "name": "Points", "scale": 2, "number": 1, "default": true}]}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (2, '2026-03-13 12:05:00+00', 'till', 'member', 'mbr_3', 1, '{"status": "active", "identifiers": ["email"]}', '{"status": "closed", "changed": ["email"], "identifiers": []}');
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES (3, '2026-03-13 12:05:00+00', 'till', 'member', 'mbr_2', 1, '{"status": "active", "identifiers": ["email"]}', '{"status": "blocked", "changed": [], "identifiers": ["email"]}');
INSERT INTO public.due VALUES (1, 591964161, '2026-03-19 12:00:00+00');
INSERT INTO public.enrolment VALUES (1, 1, 1, '2026-03-10 12:00:00+00');
INSERT INTO public.enrolment VALUES (2, 2, 1, '2026-03-13 12:05:00+00');
INSERT INTO public.enrolment VALUES (3, 3, 1, '2026-03-13 12:05:00+00');
INSERT INTO public.entry VALUES (1, 591964161, 1, 'accrual', 100.0000, 100.0000, 100.0000, 100.0000, 0.0000, 0, NULL, 'a-1', 'o-1', NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '1:100.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, '\x1c082cee7734f08ca0bccb6d46a1382eba1f5b1e35980620ad8e8624ec5e6054', '\x9d62b10e101c66cf7b78a7fac8341a3390306e59873cf88a50f71ca798f4c923', NULL, NULL, 3, 100.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 591964161, 2, 'accrual', 0.0000, 0.0000, 100.0000, 100.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2:50.0000@2026-03-11T12:00:00.000000Z/2026-03-12T12:00:00.000000Z', 1, 'till', NULL, NULL, NULL, '\x659c30ce9c279544ddd44c57f078f239787749f757576853f04cc3bf2185cdc8', NULL, NULL, 3, 150.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 3, 'accrual', 200.0000, 200.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:200.0000@2026-03-10T12:00:00.000000Z/2026-03-19T12:00:00.000000Z', 1, 'till', NULL, NULL, NULL, '\x0cfa5941e2c18065962092ba0a046ed7472f4a7ff358573aa7a3e0d0f21abed4', NULL, NULL, 3, 350.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 4, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '4:40.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\xbfeb7651a05fc28ae64d3d6e3e575326a281e50897c3e47b78c49852c77007b1', '2026-03-10 13:00:00+00', NULL, 3, 390.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 5, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '5:30.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x66712f7ca1df212ab5c0bdc0ab415b1f72de900b5fa7ec96f3c7baccb62b3ef7', '2026-03-10 13:00:00+00', NULL, 3, 420.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 6, 'accrual', 0.0000, 0.0000, 300.0000, 300.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '6:20.0000@2026-03-10T12:00:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x4677e450db350ac4c02fed9bc62ff5607183b33ebe98b4b19cbe5ec48cd00368', '2026-03-10 13:00:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 7, 'redemption', -30.0000, -30.0000, 270.0000, 270.0000, 30.0000, 1, NULL, 'r-1', 'o-2', NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-30.0000', 1, 'till', NULL, '7', NULL, '\x9a1c777ef8863a0dc231f152956c6e9e861fc1e15448a2f57800fa2fb7fb62c2', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 8, 'redemption', -25.0000, -25.0000, 245.0000, 245.0000, 55.0000, 2, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-25.0000', 1, 'till', NULL, NULL, NULL, '\x74769e35f40f7f97f03ac0fa9ab605548135fece7f02467be0e1ae7e0347a46b', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 9, 'redemption', -10.0000, -10.0000, 235.0000, 235.0000, 65.0000, 3, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-10.0000', 1, 'till', NULL, NULL, '\xcbd96d654645a02bfaaab455dca8986d8bc674b275bee3e2defa2f849029b24b', '\xe0286c3cefbb7222314113c9c48a9e9863e83dbbd54e7894933be80b9ce1b973', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 10, 'hold', 0.0000, -40.0000, 235.0000, 195.0000, 105.0000, 4, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-40.0000', 1, 'till', NULL, NULL, NULL, '\x7196c7b194edf673b9f1e3c768dd4e5fba35634f814b82045242a733ab3aed58', '2026-03-10 13:00:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 11, 'hold', 0.0000, -20.0000, 235.0000, 175.0000, 125.0000, 5, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-20.0000', 1, 'till', NULL, NULL, NULL, '\x57fae4f3407f9c8318adf58b655524fc557f095cb71609790dc11b9f30a752b0', '2026-03-10 13:00:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 12, 'hold', 0.0000, -10.0000, 235.0000, 165.0000, 135.0000, 6, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-10.0000', 1, 'till', NULL, NULL, NULL, '\x20ebc05a4796cf43a306d062724e9975d584c2a23dfffdbf8c395cf76c225932', '2026-03-10 12:01:00+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 13, 'hold', 0.0000, -15.0000, 235.0000, 150.0000, 150.0000, 7, NULL, NULL, NULL, NULL, '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '2026-03-10 12:00:00+00', '3:-15.0000', 1, 'till', NULL, NULL, NULL, '\xa79890de313c46dd5fbdcfc149e4a6182f1d2f6f53c5c655259eda5a47601589', '2026-04-02 15:33:20+00', NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 14, 'rollback', 0.0000, 10.0000, 235.0000, 160.0000, 140.0000, 6, 12, NULL, NULL, NULL, '2026-03-10 12:01:00+00', '2026-03-10 12:01:00+00', '2026-03-10 12:05:00+00', '3:10.0000', 1, NULL, NULL, NULL, NULL, '\xa14537fffb646590fd9d60da795ebee9f2725e5f7f4f6e1084d8ee7bd60c6c51', NULL, NULL, 3, 440.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 15, 'commit', 35.0000, 35.0000, 270.0000, 195.0000, 140.0000, 6, 4, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '4:35.0000', 1, 'till', NULL, NULL, NULL, '\x353a58c06db8d84d865f6292668889039831b33fc031a87df503f97ade3380a6', NULL, NULL, 3, 435.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 16, 'rollback', 0.0000, 0.0000, 270.0000, 195.0000, 140.0000, 6, 5, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '5:-30.0000', 1, 'till', NULL, NULL, NULL, '\x84b907810734bc0f3ca715443f00f9051e7cf6a2d6200d8d3b6034c9c0af5788', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 17, 'commit', -30.0000, 10.0000, 240.0000, 205.0000, 130.0000, 6, 10, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:-30.0000', 1, 'till', NULL, NULL, NULL, '\x63acc7b7d3c2984970bd7a0a469df9b72a01e6e7930d245dcdc088443c6dfb1c', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 18, 'rollback', 0.0000, 20.0000, 240.0000, 225.0000, 110.0000, 5, 11, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:20.0000', 1, 'till', NULL, NULL, '\xfac9cef169b611f7815f3662adc3957541ab99cc0ea33d285abf574c68cb1b4a', '\x78e773416dd7602f54b5c2b018d3dd2a566eb249d5f9432ea6e95a594cedd052', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 19, 'cancellation', 25.0000, 25.0000, 265.0000, 250.0000, 85.0000, 4, 8, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:25.0000', 1, 'till', NULL, NULL, '\x49f2f1428341136823e567f50ca2296322c8f9bee3090644cdf5254dd8d6735d', '\x4bed34acb34d6324faf086cccbdd914657f7400a01b1ec65fc1dbc0c5268eb06', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 20, 'cancellation', 4.0000, 4.0000, 269.0000, 254.0000, 81.0000, 4, 9, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '3:4.0000', 1, 'till', NULL, NULL, '\x4c91ebc70c2a70a45d5dd42238348ed4bc675ab7fcecf36514eccf9f7dafdd36', '\xc7be9420db412eb2471357da75809b84ed58d5231a23490d0008c061c8de2254', NULL, NULL, 3, 405.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 21, 'cancellation', -70.0000, -70.0000, 199.0000, 184.0000, 81.0000, 4, 1, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '1:-70.0000', 1, 'till', NULL, NULL, '\x645539fc55e73360046edda2f46c48166ce195cde7fbe33a7c50af8bb319ae8c', '\xfb59a35f65416b7eb9a03d904f98a337e74bd04fe4544e2d579f2f102150fe91', NULL, NULL, 3, 335.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 22, 'cancellation', 0.0000, 0.0000, 199.0000, 184.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00', '2:-20.0000', 1, 'till', NULL, NULL, '\xf976984d6270e14055ca704f21a2be8633f30e471f8ba2b96e2d244bf590f0d2', '\x1c1b38225afd4cba6257113d5f7f6ea490b4be31cff24663732d5eac61718d07', NULL, NULL, 3, 315.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 23, 'rollback', 0.0000, 0.0000, 199.0000, 184.0000, 81.0000, 4, 6, NULL, NULL, NULL, '2026-03-10 13:00:00+00', '2026-03-10 13:00:00+00', '2026-03-13 12:05:00+00', '6:-20.0000', 1, NULL, NULL, NULL, NULL, '\xdabf656d87040adc4181bfc4968729b01d90af55902b73651d61de5a50ff77a8', NULL, NULL, 3, 295.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 24, 'activation', 30.0000, 30.0000, 229.0000, 214.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-11 12:00:00+00', '2026-03-11 12:00:00+00', '2026-03-13 12:05:00+00', '2:30.0000', 1, NULL, NULL, NULL, NULL, '\x698631993bcf7994bb3d586c0e01944e7ef490fc006a9e4a02074918ea9eb31a', NULL, NULL, 3, 295.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 591964161, 25, 'expiry', -30.0000, -30.0000, 199.0000, 184.0000, 81.0000, 4, 2, NULL, NULL, NULL, '2026-03-12 12:00:00+00', '2026-03-12 12:00:00+00', '2026-03-13 12:05:00+00', '2:-30.0000', 1, NULL, NULL, NULL, NULL, '\xbbd892e1fe3c66b4cefd542946179f1795efc1ce09f17639592269ef60a0566d', NULL, NULL, 3, 295.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 591964161, 26, 'adjustment', 12.0000, 12.0000, 211.0000, 196.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '26:12.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\x08b17389830f6b022de67a25167ca8627513efa5796368ed9238e854d381497f', '\xb15eda59d4d0ed71eef294cd83e7405a72489f557a86f9362b2bfcd2262e88b5', NULL, true, 3, 307.0000, NULL, true);
INSERT INTO public.entry VALUES (1, 591964161, 27, 'adjustment', 8.0000, 8.0000, 219.0000, 204.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '27:8.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\x209a9ad8d456da41f0a3b8974429e0193be23f17ab416e04ae42f6f36c7dbcfa', '\x7885c7b575b9e7bab111488a02a4eb2114d34be6e27b21fb9d87f4efbd2b632d', NULL, false, 3, 307.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 28, 'adjustment', -3.0000, -3.0000, 216.0000, 201.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-3.0000', 1, 'till', NULL, NULL, '\x40ceb05a1619c271cef0514df91aa575ac57b91c66ff9c093da40d7069a12259', '\x509ae0199cafd99ef49b0f862dab7edadaa1e7334658b7f7d67d8385776bce1f', NULL, true, 3, 304.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 29, 'adjustment', -1.0000, -1.0000, 215.0000, 200.0000, 81.0000, 4, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-1.0000', 1, 'till', NULL, NULL, '\x9580688bdcc0bc61e5d9c9d2094b3b09ac27659192367345bd419deda829843b', '\x1a87f445dd4f38d9900df341c72fa0e92d025da279c35954008c074884b22c46', NULL, false, 3, 304.0000, NULL, false);
INSERT INTO public.entry VALUES (1, 591964161, 30, 'redemption', -50.0000, -50.0000, 165.0000, 150.0000, 131.0000, 5, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '3:-50.0000', 1, 'till', NULL, NULL, NULL, '\x5b83c0db764764b649bffccc4b7ce57df04fba0597ee45ddea7718ab83e03f36', NULL, NULL, 3, 304.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1275913218, 1, 'accrual', 10.0000, 10.0000, 10.0000, 10.0000, 0.0000, 0, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:10.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x4ac5b75197d3998bcd563282dc88bcc020d2844c4de3467f030d05e768d0e04b', NULL, NULL, 3, 10.0000, NULL, true);
INSERT INTO public.entry VALUES (2, 1275913218, 2, 'redemption', -10.0000, -10.0000, 0.0000, 0.0000, 10.0000, 1, NULL, 'r-1', NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:-10.0000', 1, 'till', NULL, NULL, NULL, '\xdfbf242edbcba2254c712d11c4b801d4b3cc895e86b2bd980a57ab76c6025a3f', NULL, NULL, 3, 10.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1275913218, 3, 'cancellation', -10.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, 1, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:0.0000', 1, 'till', NULL, NULL, '\xea09d3d32e6589adf733898ad4519fc7f6780e0642fd560933c7e27ffd02b61e', '\xce4cdd64f45bab6ac655cae2f4f1d3bb27abfc1f2668abd9f14ae3dac77ac15f', NULL, NULL, 3, 0.0000, NULL, false);
INSERT INTO public.entry VALUES (2, 1275913218, 4, 'accrual', 4.0000, 0.0000, 0.0000, 0.0000, 10.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '4:0.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, NULL, '\x51e7ad5115d5b44b3a5af23118a512cd3fe458fa4f322e0845f8c8a5e60558f0', NULL, NULL, 3, 4.0000, NULL, false);
INSERT INTO public.entry VALUES (3, 1979252227, 1, 'accrual', 5.0000, 5.0000, 5.0000, 5.0000, 0.0000, 0, NULL, 'g-1', NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:5.0000@2026-03-13T12:05:00.000000Z/never', 1, 'till', NULL, NULL, '\xe6932b159dfa7beada1025805b15f83e642d101f7e0119a68dcad3752297dd0c', '\x8167614080fe205e237373219ebc899c8e87779d150555fc4a75d93ef3e1c1b3', NULL, NULL, 3, 5.0000, NULL, true);
INSERT INTO public.entry VALUES (3, 1979252227, 2, 'redemption', -2.0000, -2.0000, 3.0000, 3.0000, 2.0000, 1, NULL, NULL, NULL, NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', '1:-2.0000', 1, 'till', NULL, NULL, NULL, '\x4bf038a2e8329deafb4d5f95e45b66036cf4e9f6722e4de38314bae71feb8205', NULL, NULL, 3, 5.0000, NULL, false);
INSERT INTO public.external_id VALUES (1, 591964161, '\xcec21023659e151974c39b7cd377e19e', '\x4fc19466193c3e4e8de654a2379f52ae', 1, 'a2:	*AB	D!	"');
INSERT INTO public.external_id VALUES (1, 591964161, '\xedf8ead841de4f1bc3d762497e80947d', '\x14a97e23d68087c7cf605b2d829e222e', 7, 'a2''14()	172026-03-19T12:00:00Z2026-03-19T12:00:00Z !	"');
INSERT INTO public.external_id VALUES (2, 1275913218, '\xedf8ead841de4f1bc3d762497e80947d', '\x6f6ab7f13877995cf465e65fc9ff8c10', 2, 'a2	 !	"');
INSERT INTO public.external_id VALUES (3, 1979252227, '\x4526b5f0e1557c1bd6d61e9b34717d5f', '\xa8d298c9385ddf0f3447708f117e5050', 1, NULL);
INSERT INTO public.identifier VALUES (233, 1, 'email', 'ann@example.com', 1, NULL);
INSERT INTO public.identifier VALUES (188, 1, 'email', 'bob@example.com', 2, NULL);
INSERT INTO public.lot VALUES (1, 591964161, 4, 40.0000, 35.0000, 0.0000, false, true, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'posted', '2026-03-10 12:05:00+00', 5.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 591964161, 5, 30.0000, 0.0000, 0.0000, false, false, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'rolled_back', NULL, 30.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 591964161, 1, 100.0000, 30.0000, 0.0000, false, true, '2026-03-10 12:00:00+00', NULL, NULL, NULL, 'partly_cancelled', '2026-03-10 12:00:00+00', 0.0000, 70.0000);
INSERT INTO public.lot VALUES (1, 591964161, 26, 12.0000, 12.0000, 0.0000, false, true, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 591964161, 2, 50.0000, 0.0000, 0.0000, false, false, '2026-03-11 12:00:00+00', '2026-03-12 12:00:00+00', '2026-03-12 12:00:00+00', NULL, 'partly_cancelled', '2026-03-10 12:00:00+00', 0.0000, 20.0000);
INSERT INTO public.lot VALUES (1, 591964161, 6, 20.0000, 0.0000, 0.0000, false, false, '2026-03-10 12:00:00+00', NULL, NULL, '2026-03-10 13:00:00+00', 'timed_out', NULL, 20.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 591964161, 27, 8.0000, 8.0000, 0.0000, false, true, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (1, 591964161, 3, 200.0000, 80.0000, 15.0000, false, true, '2026-03-10 12:00:00+00', '2026-03-19 12:00:00+00', '2026-03-19 12:00:00+00', NULL, 'posted', '2026-03-10 12:00:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (2, 1275913218, 1, 10.0000, 0.0000, 0.0000, false, false, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'cancelled', '2026-03-13 12:05:00+00', 0.0000, 10.0000);
INSERT INTO public.lot VALUES (2, 1275913218, 4, 4.0000, 0.0000, 0.0000, false, false, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.lot VALUES (3, 1979252227, 1, 5.0000, 3.0000, 0.0000, false, true, '2026-03-13 12:05:00+00', NULL, NULL, NULL, 'posted', '2026-03-13 12:05:00+00', 0.0000, 0.0000);
INSERT INTO public.member VALUES (1, 1, 1, NULL, NULL, '{}', 'active', NULL, '2026-03-10 12:00:00+00', NULL, NULL);
INSERT INTO public.member VALUES (3, 3, 1, NULL, NULL, '{}', 'closed', NULL, '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', 'till');
INSERT INTO public.member VALUES (2, 2, 1, NULL, NULL, '{}', 'blocked', 'asked for it', '2026-03-13 12:05:00+00', '2026-03-13 12:05:00+00', 'till');
INSERT INTO public.note VALUES (1, 591964161, 1, '\x697ece1f72f2a9ee172fb1a9a6fa3292', 'For Ann', NULL, NULL);
INSERT INTO public.note VALUES (1, 591964161, 9, '\x40ee74a2c118dec3ccf59b2c5e230244', NULL, '{"basket":3}', NULL);
INSERT INTO public.note VALUES (1, 591964161, 18, '\x9d2ba359f7ad482c4b435d0cccf4de34', NULL, NULL, 'changed my mind');
INSERT INTO public.note VALUES (1, 591964161, 19, '\x6e5780e542010e8394c8028442c05844', NULL, NULL, 'returned');
INSERT INTO public.note VALUES (1, 591964161, 20, '\xadb590a2db1b52550b0c7f502df8819c', NULL, NULL, 'returned');
INSERT INTO public.note VALUES (1, 591964161, 21, '\x530f6d274f486f612411440581f8a27a', NULL, NULL, 'mistake');
INSERT INTO public.note VALUES (1, 591964161, 22, '\xc668019d09a995158d2ddb2935499d00', NULL, NULL, 'mistake');
INSERT INTO public.note VALUES (1, 591964161, 26, '\x9feb3237fd19bc9876f84540c05c3b50', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 591964161, 27, '\xd753395c1f49ed982ceeb2f6d0950638', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 591964161, 28, '\xca05b812a60e96bcf0df94870a0720d1', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (1, 591964161, 29, '\xe4f3c19f058fc67af436e0d17208a06d', NULL, NULL, 'correction');
INSERT INTO public.note VALUES (2, 1275913218, 3, '\x69acb341aa6e90b15d3f548c7ef84cd9', NULL, NULL, 'mistake');
INSERT INTO public.operator OVERRIDING SYSTEM VALUE VALUES (1, 'books', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\xb7618aeed58241071c53d361cdf75230', '\x4fc19466193c3e4e8de654a2379f52ae', 1, 'a2:	*AB	D!	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x29e8a2bb18737ddf7153494a2bf50b73', '\x1ae30a108eb4e6d7181bbdc9b2a1800b', 2, 'a2;5''5()	*A5B2026-03-11T12:00:00Z2026-03-12T12:00:00ZE	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x72433d029b982b9ddb2cfb3dee4a0d07', '\x3082ef686eaa72202162d7adebf37f16', 3, 'a2:''5()	2026-03-19T12:00:00Z"}}AB	2026-03-19T12:00:00ZE	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x0570e35fc2bf459479caf52da76e16ec', '\x83cb27ae6e59c566890d70ba3df450d2', 4, 'a2;4''9()	202026-03-19T12:00:00Z"}}A4B	","expires_at":null},"pending_until":"58	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x0f6d8da8fea1e314ec9b21bf6c6d15b1', '\xe38a729d467327e509cfa84c63a9a733', 5, 'a2;3''12()	202026-03-19T12:00:00Z"}}A3B	","expires_at":null},"pending_until":"58	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x565931b7e75df36794540a9f1ce664b1', '\x184727264d04ea4eb9be5480b16c9d44', 6, 'a2;2''14()	202026-03-19T12:00:00Z"}}A2B	","expires_at":null},"pending_until":"58	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x52bfc3aec651fa57290ffe6da5891d85', '\x14a97e23d68087c7cf605b2d829e222e', 7, 'a2''14()	172026-03-19T12:00:00Z2026-03-19T12:00:00Z !	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x26509706ec3be83205bc7838c301d79b', '\xd16bbe72ee93610c976ad7d3a20e2a71', 8, 'a2''14()	145.002026-03-19T12:00:00Z2026-03-19T12:00:00Z	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x6ee334f4961fa4bb254b29c191d22631', '\xf7ba810d86f44e02ce50667899c48c02', 9, 'a2''14()	135.002026-03-19T12:00:00Z2026-03-19T12:00:00Z	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x170b689e50babfbb73ed79df0f3b4a06', '\xa71046981cd3fc7c4af661a866444630', NULL, 'a2HI235.00LJpoints_per_dayK435.00LJpoints_per_monthK835.00M', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x81339f733e113f2358ce21f8ff7c6cb7', '\xb3883dc314c19ca1c7b322b1de294eec', 10, 'a2-%&''1()	95.002026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x8c28a1aa155d926dec61265b97d8aa4b', '\x8612c7dbd2a950735368ad4938fa16d8', 11, 'a2-%&''14()	75.002026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\xf99d5deb7bc634d229489950fa3b0119', '\x84c36f1bae7199e7170e1f8b8e330268', 12, 'a2-%&''14()	65.002026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x5030bd4e5be3321bf7989b2d840921e9', '\x22af678ab56b0d819b74e6231544f791', 13, 'a2-%&''14()	52026-03-19T12:00:00Z2026-03-19T12:00:00Z/1	"', '2026-03-10 12:00:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x3d962955e67d597f56f58675588fa16e', '\x5162a2c5e5aaa21eeb0ba1821303f014', 15, 'a2:%&''10P(P)	6P2026-03-19T12:00:00Z"}}AB2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z55.0082026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x22c3bee00e920e24fd651290400a8714', '\x8bd2c86a3ee2411de1cda717aeae4885', 16, 'a2,"type":"accrual","status":"rolled_back>3%&''7()	62026-03-19T12:00:00Z"}}A3B2026-03-10T12:00:00Z","expires_at":null},"pending_until":"2026-03-10T13:00:00Z5382026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x8b79995c4d07f86428c9e5c66b3696ee', '\x8ce768fb199b93fcc7d4b125912b5529', 17, 'a22%&''7P(P)	7P2026-03-19T12:00:00Z2026-03-19T12:00:00Z/2026-03-10T13:00:00Z24P56	82026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x11f2c1302ea850aae8c8afa17510845a', '\x3fdb76f1663c06867c538a509587e7b8', 18, 'a2.rolled_back>195.00175.00%&''7()	92026-03-19T12:00:00Z2026-03-19T12:00:00Z/2026-03-10T13:00:00Z1456	82026-03-10T12:00:00Z"', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x0bc0b40c0815841dd57139e9653ebc6d', '\x7b7446408060cb5efcca3627c80b2c1d', 19, 'a2=>?%&''7P(P)	12026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x477e8e64d5859cc5a1932043636d5ba3', '\x686ff239d83b37c9588cb48bebc596e8', 20, 'a2=>@%&''7P(P)	119.002026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\xd478d9be35e18ba0c229e5cf6676538a', '\x74ba46234e406656421a0b286fcfa97f', 21, 'a2=>@%&''(P)	119.002026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x47a250a022eb72dd8a7f66ab1b5fdd32', '\x1f8e950dbe2e63279648c17ecf6f97d0', 22, 'a2=>2@%&''5()	119.002026-03-19T12:00:00Z"}}G', '2026-03-10 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\xe0ee7bf77e01d28897ccb882527dc40c', '\x573a51faeb5c9d00cb93566cf1af62c0', 26, 'a2<%&	119.002026-03-19T12:00:00Z"}}AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x9eb74095e5d5d05d3f99c8ce928d863a', '\xf182e21f1d634fd7199562c50219e432', 27, 'a2<%&	119.002026-03-19T12:00:00Z"}}AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x83bf9de5ec66736af50b1824f894fae3', '\x4a673479440e610415021006e6e37cb9', 28, 'a2<-%&	116.002026-03-19T12:00:00Z"}},"lot":null,"pending_until":null,"released":null,"external_id":null,"occurred_at":"	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x768e4d0fffad6e85776d8375c1548415', '\x06a8ea45a94af2118b57d28dabec102a', 29, 'a2<-%&	12026-03-19T12:00:00Z"}},"lot":null,"pending_until":null,"released":null,"external_id":null,"occurred_at":"	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x8e374449d359f57e17201e919f252f71', '\x4746f17701a9d4c9b625c0e985fbbddc', 30, 'a2%&	65.002026-03-19T12:00:00Z2026-03-19T12:00:00Z	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (1, 591964161, '\x047c9e3eb56972bbd3f3e2c453550dcb', '\x3ab14ad2dd7a24a26d5cf87dedb3b8d9', NULL, 'a2HI15PLJpoints_per_dayK45PM', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1275913218, '\x58ef2c180c70bdb4bf0c73f1e0ba433d', '\xf8386388b7871e3719fa84ce889b4266', 1, 'a2:	*AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1275913218, '\x3c3da8b4347263ac86b0f17375804abd', '\x6f6ab7f13877995cf465e65fc9ff8c10', 2, 'a2	 !	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1275913218, '\x99c5f0b81b93fa0edc70cab53f8a41c4', '\x3083914a5ee650e6e7ce7d7927673417', 3, 'a2=>?''()	*G', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1275913218, '\x28a0889b3418ed37d64372ab9ba52493', '\x51cda7d72a2f2559c07bb881117da59a', 4, 'a2:''(6.00)	*AB	C	"', '2026-03-13 12:05:00+00');
INSERT INTO public.outcome VALUES (2, 1275913218, '\x93e44e2a8ba77c25b5a1149b61e35f8c', '\xa3e82dc287444725e40b5e3d6091f519', NULL, 'a2HIPM', '2026-03-13 12:05:00+00');
INSERT INTO public.points_currency VALUES (1, 1, 'points', 'Points', 2, true);
INSERT INTO public.program VALUES (1, 1, 'books', 'Books', 'EUR', 'en', 'UTC', '{user_id}', '{"hold": {"max_timeout_seconds": 2592000, "default_timeout_seconds": 900}, "expiry": {"after_days": null, "restored_grace_days": 30, "activation_delay_days": 0}, "earning": {"max_points_per_day": null, "max_points_per_accrual": null}, "redemption": {"max_points": null, "min_points": null, "multiple_of": null, "max_points_per_day": "500", "max_points_per_month": "900", "max_redemptions_per_day": null}, "cancellation": {"window_seconds": null, "allow_negative_correction": true}}', 1, '2026-03-10 12:00:00+00');
INSERT INTO public.redemption VALUES (1, 591964161, 13, 'held', 'generic', 15.0000, 0.0000, 0.0000, 0.0000, '2026-04-02 15:33:20+00', NULL, NULL);
INSERT INTO public.redemption VALUES (1, 591964161, 12, 'timed_out', 'generic', 10.0000, 0.0000, 10.0000, 0.0000, '2026-03-10 12:01:00+00', NULL, '2026-03-10 12:01:00+00');
INSERT INTO public.redemption VALUES (1, 591964161, 10, 'posted', 'generic', 40.0000, 30.0000, 10.0000, 0.0000, '2026-03-10 13:00:00+00', '2026-03-10 12:05:00+00', '2026-03-10 12:05:00+00');
INSERT INTO public.redemption VALUES (1, 591964161, 11, 'rolled_back', 'generic', 20.0000, 0.0000, 20.0000, 0.0000, '2026-03-10 13:00:00+00', NULL, '2026-03-10 12:05:00+00');
INSERT INTO public.redemption VALUES (1, 591964161, 8, 'cancelled', 'generic', 25.0000, 25.0000, 0.0000, 25.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.redemption VALUES (1, 591964161, 9, 'partly_cancelled', 'generic', 10.0000, 10.0000, 0.0000, 4.0000, NULL, '2026-03-10 12:00:00+00', NULL);
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', 'c6e82b7e-5c79-4605-bd42-e03837c89488', '\x60de95d0cbba7746d5d80bb746336138520e4af6f3d946cbfc7e2082b63264d6', '1 {"ok":{"code":"books","name":"Books","operator":"books","number":1,"base_currency":"EUR","language":"en","time_zone":"UTC","points_currencies":[{"code":"points","number":1,"name":"Points","scale":2,"default":true}],"custom_fields":["user_id"],"policy":{"redemption":{"min_points":null,"max_points":null,"multiple_of":null,"max_points_per_day":"500","max_points_per_month":"900","max_redemptions_per_day":null},"hold":{"default_timeout_seconds":900,"max_timeout_seconds":2592000},"cancellation":{"window_seconds":null,"allow_negative_correction":true},"expiry":{"after_days":null,"activation_delay_days":0,"restored_grace_days":30},"earning":{"max_points_per_accrual":null,"max_points_per_day":null}}},"decline":null}', NULL, '2026-03-10 12:00:00+00');
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', 'a516cbb5-78ea-46ae-8a11-1a487bb920cb', '\xd76e65c49e4de4113a8c455cb437f5b004f6622e70dfb5611c6c8467bb7dfcbd', '1 {"ok":{"member_id":"mbr_1","number":1,"identifiers":{"email":"ann@example.com"},"name":null,"language":null,"tags":[],"status":"active","status_reason":null,"status_changed_at":null,"status_changed_by":null,"enrolled_at":"2026-03-10T12:00:00Z","totals":{"earned":"0.00","redeemed":"0.00","expired":"0.00"}},"decline":null}', 1, '2026-03-10 12:00:00+00');
INSERT INTO public.request_outcome VALUES ('', 'till', '/test', '7d7ab823-416a-4b3d-8b84-ef65aebb77ab', '\xc9f7a631fd322e7454090aad6267c44c9b2a39fa6bb79220f026047599841f3a', '1 {"ok":{"member_id":"mbr_2","number":2,"identifiers":{"email":"bob@example.com"},"name":null,"language":null,"tags":[],"status":"active","status_reason":null,"status_changed_at":null,"status_changed_by":null,"enrolled_at":"2026-03-13T12:05:00Z","totals":{"earned":"0.00","redeemed":"0.00","expired":"0.00"}},"decline":null}', 2, '2026-03-13 12:05:00+00');
INSERT INTO public.schemaversions VALUES (1, 'Loyalty.Infrastructure.Postgres.Migrations.0001_core.sql', '2026-11-28 17:26:31.149618');
INSERT INTO public.schemaversions VALUES (2, 'Loyalty.Infrastructure.Postgres.Migrations.0002_two_phase.sql', '2026-11-28 17:26:31.154578');
INSERT INTO public.schemaversions VALUES (3, 'Loyalty.Infrastructure.Postgres.Migrations.0003_operation.sql', '2026-11-28 17:26:31.15649');
INSERT INTO public.schemaversions VALUES (4, 'Loyalty.Infrastructure.Postgres.Migrations.0004_faults.sql', '2026-11-28 17:26:31.158638');
INSERT INTO public.schemaversions VALUES (5, 'Loyalty.Infrastructure.Postgres.Migrations.0005_pruning.sql', '2026-11-28 17:26:31.160245');
INSERT INTO public.schemaversions VALUES (6, 'Loyalty.Infrastructure.Postgres.Migrations.0006_written_identifiers.sql', '2026-11-28 17:26:31.160847');
INSERT INTO public.schemaversions VALUES (7, 'Loyalty.Infrastructure.Postgres.Migrations.0007_entry_form.sql', '2026-11-28 17:26:31.164101');
INSERT INTO public.schemaversions VALUES (8, 'Loyalty.Infrastructure.Postgres.Migrations.0008_lean_rows.sql', '2026-11-28 17:26:31.186801');
INSERT INTO public.schemaversions VALUES (9, 'Loyalty.Infrastructure.Postgres.Migrations.0009_slim_outcomes.sql', '2026-11-28 17:26:31.197507');
SELECT pg_catalog.setval('public.audit_audit_id_seq', 3, true);
SELECT pg_catalog.setval('public.operator_operator_number_seq', 1, true);
SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 9, true);
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
ALTER TABLE ONLY public.external_id
    ADD CONSTRAINT external_id_pkey PRIMARY KEY (bucket, account_number, digest);
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
    ADD CONSTRAINT outcome_pkey PRIMARY KEY (bucket, account_number, digest);
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
CREATE INDEX entry_by_day ON public.entry USING btree (bucket, account_number, effective_at, seq) WHERE first_of_day;
CREATE INDEX entry_by_external_id ON public.entry USING btree (bucket, account_number, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX entry_by_recording ON public.entry USING brin (recorded_at) WITH (autosummarize='on');
CREATE INDEX external_id_by_digest ON public.external_id USING btree (digest);
CREATE INDEX identifier_by_member ON public.identifier USING btree (member_number);
CREATE INDEX identifier_by_start ON public.identifier USING btree (operator_number, value text_pattern_ops);
CREATE INDEX lot_open ON public.lot USING btree (bucket, account_number, expires_at, lot_number) WHERE (open AND (NOT pending));
CREATE INDEX lot_pending ON public.lot USING btree (bucket, account_number) WHERE pending;
CREATE INDEX outcome_by_recording ON public.outcome USING brin (recorded_at) WITH (autosummarize='on');
CREATE INDEX redemption_open ON public.redemption USING btree (bucket, account_number) WHERE ((status)::text = 'held'::text);
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
