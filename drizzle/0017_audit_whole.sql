CREATE TABLE "access_review" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"subjects" text[] NOT NULL,
	"team_id" text,
	"due_at" timestamp with time zone NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" text
);
--> statement-breakpoint
CREATE TABLE "access_review_item" (
	"id" text PRIMARY KEY NOT NULL,
	"review_id" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"name" text NOT NULL,
	"holder_id" text,
	"team_id" text,
	"access" jsonb NOT NULL,
	"decision" text,
	"reduced_to" jsonb,
	"note" text DEFAULT '' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "access_review_item_decided_whole" CHECK (("access_review_item"."decision" is null) = ("access_review_item"."decided_at" is null)),
	CONSTRAINT "access_review_item_decision_known" CHECK ("access_review_item"."decision" in ('keep','reduce','revoke'))
);
--> statement-breakpoint
CREATE TABLE "access_reviewer" (
	"review_id" text NOT NULL,
	"person_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoint" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"document" jsonb NOT NULL,
	"signature" text NOT NULL,
	"public_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoint_schedule" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"every_minutes" integer NOT NULL,
	"last_taken_at" timestamp with time zone,
	CONSTRAINT "audit_checkpoint_every_known" CHECK ("audit_checkpoint_schedule"."every_minutes" between 5 and 10080)
);
--> statement-breakpoint
CREATE TABLE "audit_delivery" (
	"checkpoint_id" text NOT NULL,
	"destination_id" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now(),
	"delivered_at" timestamp with time zone,
	"trouble" text,
	CONSTRAINT "audit_delivery_checkpoint_id_destination_id_pk" PRIMARY KEY("checkpoint_id","destination_id")
);
--> statement-breakpoint
CREATE TABLE "audit_destination" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"sealed" jsonb,
	"allowed_origin" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "audit_destination_kind_known" CHECK ("audit_destination"."kind" in ('file','webhook','object_store'))
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "version" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_event" ALTER COLUMN "version" SET DEFAULT 2;--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "occurred_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "content_hash" "bytea";--> statement-breakpoint
ALTER TABLE "api_token" ADD COLUMN "kind" text DEFAULT 'personal' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_token" ADD COLUMN "previous_digest" "bytea";--> statement-breakpoint
ALTER TABLE "api_token" ADD COLUMN "previous_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "api_token" ADD COLUMN "rotated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review" ADD CONSTRAINT "access_review_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_review_id_access_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."access_review"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_holder_id_person_id_fk" FOREIGN KEY ("holder_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_item" ADD CONSTRAINT "access_review_item_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_reviewer" ADD CONSTRAINT "access_reviewer_review_id_access_review_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."access_review"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_reviewer" ADD CONSTRAINT "access_reviewer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_checkpoint" ADD CONSTRAINT "audit_checkpoint_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_checkpoint_schedule" ADD CONSTRAINT "audit_checkpoint_schedule_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_delivery" ADD CONSTRAINT "audit_delivery_checkpoint_id_audit_checkpoint_id_fk" FOREIGN KEY ("checkpoint_id") REFERENCES "public"."audit_checkpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_delivery" ADD CONSTRAINT "audit_delivery_destination_id_audit_destination_id_fk" FOREIGN KEY ("destination_id") REFERENCES "public"."audit_destination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_destination" ADD CONSTRAINT "audit_destination_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_review_organization" ON "access_review" USING btree ("organization_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "access_review_item_once" ON "access_review_item" USING btree ("review_id","subject","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "access_reviewer_once" ON "access_reviewer" USING btree ("review_id","person_id");--> statement-breakpoint
CREATE INDEX "audit_checkpoint_seq" ON "audit_checkpoint" USING btree ("organization_id","seq");--> statement-breakpoint
CREATE INDEX "audit_delivery_due" ON "audit_delivery" USING btree ("next_at") WHERE "audit_delivery"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "audit_destination_organization" ON "audit_destination" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "audit_event" USING btree ("organization_id","actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_event_person" ON "audit_event" USING btree ("organization_id","person_id","seq");--> statement-breakpoint
CREATE INDEX "audit_event_action" ON "audit_event" USING btree ("organization_id","action","seq");--> statement-breakpoint
CREATE INDEX "audit_event_time" ON "audit_event" USING btree ("organization_id","at");--> statement-breakpoint
CREATE INDEX "api_token_person" ON "api_token" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_previous_digest_unique" UNIQUE("previous_digest");--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_version_known" CHECK ("audit_event"."version" in (1, 2));--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_content_hashed" CHECK ("audit_event"."version" = 1 or "audit_event"."content_hash" is not null);--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_kind_known" CHECK ("api_token"."kind" in ('personal','service'));--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_service_is_bounded" CHECK ("api_token"."kind" = 'personal' or ("api_token"."expires_at" is not null and not '*' = any("api_token"."scopes")));--> statement-breakpoint
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_previous_ends" CHECK (("api_token"."previous_digest" is null) = ("api_token"."previous_until" is null));
--> statement-breakpoint
-- What an audit row says is hashed by its writer (content_hash); its place in the chain is given here, under the organization's lock and in
-- the very statement that inserts it, so writers queue for nothing but that and their commit, and nobody can insert a fork or a gap.
CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash bytea;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW.organization_id, 0));
  SELECT seq, hash INTO last_seq, last_hash FROM audit_event
    WHERE organization_id = NEW.organization_id ORDER BY seq DESC LIMIT 1;
  NEW.version := 2;
  NEW.seq := coalesce(last_seq, 0) + 1;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.previous_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  NEW.hash := sha256(NEW.previous_hash
    || convert_to(NEW.organization_id || E'\n' || NEW.seq || E'\n' || (extract(epoch FROM NEW.at) * 1000)::bigint || E'\n', 'UTF8')
    || NEW.content_hash);
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER audit_event_chain BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION chain_audit_event();
--> statement-breakpoint
CREATE FUNCTION audit_checkpoint_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_checkpoint is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER audit_checkpoint_no_change BEFORE UPDATE OR DELETE ON audit_checkpoint
  FOR EACH ROW EXECUTE FUNCTION audit_checkpoint_is_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_checkpoint_no_truncate BEFORE TRUNCATE ON audit_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION audit_checkpoint_is_append_only();
