CREATE TABLE "enforcement_proof" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"passed" boolean,
	"cells" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"signature" text,
	"public_key" text,
	"requested_by" text
);
--> statement-breakpoint
CREATE TABLE "output_need" (
	"organization_id" text NOT NULL,
	"key_id" text NOT NULL,
	"model_id" text NOT NULL,
	"counts" bigint[] NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "output_need_key_id_model_id_pk" PRIMARY KEY("key_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "quota_grant" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"quota_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"starts_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"granted_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "quota_grant_positive" CHECK ("quota_grant"."amount" > 0),
	CONSTRAINT "quota_grant_ends" CHECK ("quota_grant"."ends_at" > "quota_grant"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "quota_shadow" (
	"quota_id" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"asked" bigint DEFAULT 0 NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "quota_shadow_quota_id_hour_pk" PRIMARY KEY("quota_id","hour")
);
--> statement-breakpoint
CREATE TABLE "runaway_flag" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"key_id" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"detail" jsonb NOT NULL,
	"paused" boolean NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" text,
	CONSTRAINT "runaway_flag_kind_known" CHECK ("runaway_flag"."kind" in ('slope','loop'))
);
--> statement-breakpoint
ALTER TABLE "quota" DROP CONSTRAINT "quota_scope_known";--> statement-breakpoint
ALTER TABLE "quota" DROP CONSTRAINT "quota_unit_known";--> statement-breakpoint
ALTER TABLE "quota" DROP CONSTRAINT "quota_window_known";--> statement-breakpoint
ALTER TABLE "model" ADD COLUMN "default_max_tokens" integer;--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "scope_model_id" text;--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "window_days" integer;--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "anchor" date;--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "shadow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "on_store_down" text DEFAULT 'last_known' NOT NULL;--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "max_call_percent" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "brown_out" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "may_attribute" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "on_runaway" text DEFAULT 'flag' NOT NULL;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "paused_reason" text;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD CONSTRAINT "enforcement_proof_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD CONSTRAINT "enforcement_proof_requested_by_person_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "output_need" ADD CONSTRAINT "output_need_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_grant" ADD CONSTRAINT "quota_grant_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_grant" ADD CONSTRAINT "quota_grant_quota_id_quota_id_fk" FOREIGN KEY ("quota_id") REFERENCES "public"."quota"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_grant" ADD CONSTRAINT "quota_grant_granted_by_person_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quota_shadow" ADD CONSTRAINT "quota_shadow_quota_id_quota_id_fk" FOREIGN KEY ("quota_id") REFERENCES "public"."quota"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runaway_flag" ADD CONSTRAINT "runaway_flag_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runaway_flag" ADD CONSTRAINT "runaway_flag_key_id_virtual_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."virtual_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runaway_flag" ADD CONSTRAINT "runaway_flag_resolved_by_person_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enforcement_proof_time" ON "enforcement_proof" USING btree ("organization_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "quota_grant_quota" ON "quota_grant" USING btree ("quota_id","ends_at");--> statement-breakpoint
CREATE INDEX "runaway_flag_key" ON "runaway_flag" USING btree ("key_id","raised_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "runaway_flag_open" ON "runaway_flag" USING btree ("key_id","kind") WHERE "runaway_flag"."resolved_at" is null;--> statement-breakpoint
ALTER TABLE "virtual_key" ADD CONSTRAINT "virtual_key_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model" ADD CONSTRAINT "model_default_max_tokens_positive" CHECK ("model"."default_max_tokens" > 0);--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_scope_model_fits" CHECK (("quota"."scope_kind" in ('key_model','team_model')) = ("quota"."scope_model_id" is not null));--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_window_days_fit" CHECK (("quota"."window" = 'days') = ("quota"."window_days" is not null));--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_window_days_known" CHECK ("quota"."window_days" between 1 and 366);--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_anchor_fits" CHECK ("quota"."anchor" is null or "quota"."window" in ('week','month','quarter','days'));--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_on_store_down_known" CHECK ("quota"."on_store_down" in ('deny','last_known','allow'));--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_max_call_percent_known" CHECK ("quota"."max_call_percent" between 1 and 100);--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_scope_known" CHECK ("quota"."scope_kind" in ('organization','team','project','key','person','end_user','model','provider','tag','key_model','team_model'));--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_unit_known" CHECK ("quota"."unit" in ('usd_micros','tokens','input_tokens','output_tokens','requests','concurrent'));--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_window_known" CHECK ("quota"."window" in ('minute','hour','day','week','month','quarter','days','lifetime','now'));--> statement-breakpoint
ALTER TABLE "virtual_key" ADD CONSTRAINT "virtual_key_on_runaway_known" CHECK ("virtual_key"."on_runaway" in ('ignore','flag','pause'));--> statement-breakpoint
ALTER TABLE "virtual_key" ADD CONSTRAINT "virtual_key_pause_has_reason" CHECK (("virtual_key"."paused_at" is null) = ("virtual_key"."paused_reason" is null));