CREATE TABLE "alert" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"rule" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_name" text NOT NULL,
	"team_id" text,
	"severity" text NOT NULL,
	"level" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"facts" jsonb NOT NULL,
	"link_path" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"resolved_at" timestamp with time zone,
	"resolved_by" text,
	"changes" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "alert_state_known" CHECK ("alert"."state" in ('open','acknowledged','resolved')),
	CONSTRAINT "alert_resolved_whole" CHECK (("alert"."state" = 'resolved') = ("alert"."resolved_at" is not null)),
	CONSTRAINT "alert_open_is_current" CHECK ("alert"."is_current" or "alert"."state" = 'resolved')
);
--> statement-breakpoint
CREATE TABLE "alert_change" (
	"alert_id" text NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"summary" text NOT NULL,
	"person_id" text,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "alert_change_alert_id_number_pk" PRIMARY KEY("alert_id","number"),
	CONSTRAINT "alert_change_kind_known" CHECK ("alert_change"."kind" in ('opened','escalated','reopened','acknowledged','resolved'))
);
--> statement-breakpoint
CREATE TABLE "alert_rule" (
	"organization_id" text NOT NULL,
	"rule" text NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"claimed_at" timestamp with time zone,
	"measured_at" timestamp with time zone,
	CONSTRAINT "alert_rule_organization_id_rule_pk" PRIMARY KEY("organization_id","rule")
);
--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_acknowledged_by_person_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_resolved_by_person_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_change" ADD CONSTRAINT "alert_change_alert_id_alert_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alert"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_change" ADD CONSTRAINT "alert_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_current" ON "alert" USING btree ("organization_id","rule","subject_kind","subject_id") WHERE "alert"."is_current";--> statement-breakpoint
CREATE INDEX "alert_subject" ON "alert" USING btree ("organization_id","rule","subject_id","resolved_at");--> statement-breakpoint
CREATE INDEX "alert_state" ON "alert" USING btree ("organization_id","state","id");