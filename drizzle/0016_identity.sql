CREATE TABLE "scim_group" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"display_name" text NOT NULL,
	"external_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scim_group_member" (
	"group_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "scim_group_member_group_id_person_id_pk" PRIMARY KEY("group_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "scim_token" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"last4" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "scim_token_digest_unique" UNIQUE("digest")
);
--> statement-breakpoint
CREATE TABLE "scim_user" (
	"person_id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"user_name" text NOT NULL,
	"external_id" text,
	"given_name" text,
	"family_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "claim_rule" (
	"organization_id" text NOT NULL,
	"position" integer NOT NULL,
	"claim" text NOT NULL,
	"operator" text NOT NULL,
	"value" text NOT NULL,
	"role" text,
	"team_id" text,
	"team_role" text,
	CONSTRAINT "claim_rule_organization_id_position_pk" PRIMARY KEY("organization_id","position"),
	CONSTRAINT "claim_rule_operator_known" CHECK ("claim_rule"."operator" in ('is','starts_with','present')),
	CONSTRAINT "claim_rule_role_known" CHECK ("claim_rule"."role" in ('admin','auditor','member')),
	CONSTRAINT "claim_rule_team_has_role" CHECK (("claim_rule"."team_id" is null) = ("claim_rule"."team_role" is null)),
	CONSTRAINT "claim_rule_gives_something" CHECK ("claim_rule"."role" is not null or "claim_rule"."team_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "person_identity" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"person_id" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"email" text,
	"claims" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_settings" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"joining" text DEFAULT 'rules' NOT NULL,
	"join_unverified" boolean DEFAULT false NOT NULL,
	"idle_minutes" integer DEFAULT 480 NOT NULL,
	"member_hours" integer DEFAULT 168 NOT NULL,
	"admin_hours" integer DEFAULT 12 NOT NULL,
	"rules_version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sign_in_settings_joining_known" CHECK ("sign_in_settings"."joining" in ('nobody','rules','everyone')),
	CONSTRAINT "sign_in_settings_idle" CHECK ("sign_in_settings"."idle_minutes" between 5 and 43200),
	CONSTRAINT "sign_in_settings_hours" CHECK ("sign_in_settings"."member_hours" between 1 and 720 and "sign_in_settings"."admin_hours" between 1 and 720)
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "deactivated_by" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "client_address" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "method" text DEFAULT 'one_time_link' NOT NULL;--> statement-breakpoint
ALTER TABLE "team_member" ADD COLUMN "granted_by" text DEFAULT 'portal' NOT NULL;--> statement-breakpoint
ALTER TABLE "scim_group" ADD CONSTRAINT "scim_group_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_group_member" ADD CONSTRAINT "scim_group_member_group_id_scim_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."scim_group"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_group_member" ADD CONSTRAINT "scim_group_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_token" ADD CONSTRAINT "scim_token_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_token" ADD CONSTRAINT "scim_token_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_user" ADD CONSTRAINT "scim_user_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scim_user" ADD CONSTRAINT "scim_user_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_rule" ADD CONSTRAINT "claim_rule_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_rule" ADD CONSTRAINT "claim_rule_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_identity" ADD CONSTRAINT "person_identity_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_identity" ADD CONSTRAINT "person_identity_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_settings" ADD CONSTRAINT "sign_in_settings_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "scim_group_name" ON "scim_group" USING btree ("organization_id",lower("display_name"));--> statement-breakpoint
CREATE INDEX "scim_group_member_person" ON "scim_group_member" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "scim_user_name" ON "scim_user" USING btree ("organization_id",lower("user_name"));--> statement-breakpoint
CREATE INDEX "scim_user_external" ON "scim_user" USING btree ("organization_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_identity_subject" ON "person_identity" USING btree ("organization_id","issuer","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "person_identity_issuer" ON "person_identity" USING btree ("person_id","issuer");--> statement-breakpoint
CREATE INDEX "person_identity_person" ON "person_identity" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_deactivated_by_known" CHECK ("person"."deactivated_by" in ('portal','provisioning'));--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_method_known" CHECK ("session"."method" in ('one_time_link','oidc'));--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_granted_by_known" CHECK ("team_member"."granted_by" in ('portal','rules'));