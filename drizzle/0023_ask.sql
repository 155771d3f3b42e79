CREATE TABLE "access_request" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"team_id" text,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_name" text NOT NULL,
	"asked_by" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"proposal" jsonb NOT NULL,
	"ground" jsonb NOT NULL,
	"decides" text NOT NULL,
	"because" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	"granted" jsonb,
	"grant_ends_at" timestamp with time zone,
	"key_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_request_kind_known" CHECK ("access_request"."kind" in ('key','models','quota','role')),
	CONSTRAINT "access_request_subject_known" CHECK ("access_request"."subject_kind" in ('project','key','quota','person')),
	CONSTRAINT "access_request_decides_known" CHECK ("access_request"."decides" in ('ceiling','lead','admin')),
	CONSTRAINT "access_request_status_known" CHECK ("access_request"."status" in ('open','approved','refused','withdrawn')),
	CONSTRAINT "access_request_decided_whole" CHECK (("access_request"."status" = 'open') = ("access_request"."decided_at" is null)),
	CONSTRAINT "access_request_not_own" CHECK ("access_request"."status" <> 'approved' or "access_request"."decided_by" is distinct from "access_request"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "access_request_approval" (
	"request_id" text NOT NULL,
	"person_id" text NOT NULL,
	"hash" text NOT NULL,
	"granted" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "access_request_approval_request_id_person_id_pk" PRIMARY KEY("request_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "access_request_comment" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "four_eyes" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"changes" text[] NOT NULL,
	"budget_above_micros" bigint NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "four_eyes_budget_not_negative" CHECK ("four_eyes"."budget_above_micros" >= 0)
);
--> statement-breakpoint
CREATE TABLE "key_model_grant" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"key_id" text NOT NULL,
	"models" text[] NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"granted_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "key_model_grant_ends" CHECK ("key_model_grant"."ends_at" > "key_model_grant"."created_at")
);
--> statement-breakpoint
CREATE TABLE "team_ceiling" (
	"team_id" text NOT NULL,
	"tier" text NOT NULL,
	"monthly_micros_per_key" bigint,
	"tokens_per_minute_per_key" bigint,
	"models" text[] NOT NULL,
	"key_days" integer,
	"keys_per_person" integer,
	"monthly_micros_per_project" bigint,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "team_ceiling_team_id_tier_pk" PRIMARY KEY("team_id","tier"),
	CONSTRAINT "team_ceiling_tier_known" CHECK ("team_ceiling"."tier" in ('member','lead')),
	CONSTRAINT "team_ceiling_not_negative" CHECK (coalesce("team_ceiling"."monthly_micros_per_key", 0) >= 0 and coalesce("team_ceiling"."tokens_per_minute_per_key", 0) >= 0
        and coalesce("team_ceiling"."monthly_micros_per_project", 0) >= 0 and coalesce("team_ceiling"."key_days", 1) > 0 and coalesce("team_ceiling"."keys_per_person", 0) >= 0)
);
--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_key_id_virtual_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."virtual_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request_approval" ADD CONSTRAINT "access_request_approval_request_id_access_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."access_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request_approval" ADD CONSTRAINT "access_request_approval_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request_comment" ADD CONSTRAINT "access_request_comment_request_id_access_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."access_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_request_comment" ADD CONSTRAINT "access_request_comment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "four_eyes" ADD CONSTRAINT "four_eyes_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_model_grant" ADD CONSTRAINT "key_model_grant_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_model_grant" ADD CONSTRAINT "key_model_grant_key_id_virtual_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."virtual_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "key_model_grant" ADD CONSTRAINT "key_model_grant_granted_by_person_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_ceiling" ADD CONSTRAINT "team_ceiling_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_request_organization" ON "access_request" USING btree ("organization_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "access_request_asker" ON "access_request" USING btree ("asked_by","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "access_request_subject" ON "access_request" USING btree ("subject_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "access_request_comment_request" ON "access_request_comment" USING btree ("request_id","created_at");--> statement-breakpoint
CREATE INDEX "key_model_grant_key" ON "key_model_grant" USING btree ("key_id","ends_at");