CREATE TABLE "notice" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"topic" text NOT NULL,
	"severity" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"team_id" text,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"facts" jsonb NOT NULL,
	"link_path" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_link_is_local" CHECK ("notice"."link_path" like '/%' and substr("notice"."link_path", 2, 1) not in ('/', chr(92))),
	CONSTRAINT "notice_severity_known" CHECK ("notice"."severity" in ('info','warning','critical'))
);
--> statement-breakpoint
CREATE TABLE "notice_delivery" (
	"id" text PRIMARY KEY NOT NULL,
	"notice_id" text NOT NULL,
	"destination_id" text NOT NULL,
	"person_id" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone DEFAULT now(),
	"tried_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"answer_status" integer,
	"trouble" text,
	CONSTRAINT "notice_delivery_state_known" CHECK ("notice_delivery"."state" in ('waiting','delivered','dead','cancelled')),
	CONSTRAINT "notice_delivery_waits" CHECK (("notice_delivery"."state" = 'waiting') = ("notice_delivery"."next_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "notice_destination" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"sealed" jsonb,
	"previous_sealed" jsonb,
	"previous_until" timestamp with time zone,
	"allowed_origin" text NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"least_severity" text DEFAULT 'info' NOT NULL,
	"team_ids" text[] DEFAULT '{}' NOT NULL,
	"mails_people" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paused_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "notice_destination_kind_known" CHECK ("notice_destination"."kind" in ('webhook','slack','mail')),
	CONSTRAINT "notice_destination_least_severity_known" CHECK ("notice_destination"."least_severity" in ('info','warning','critical')),
	CONSTRAINT "notice_destination_only_mail_mails" CHECK (not "notice_destination"."mails_people" or "notice_destination"."kind" = 'mail'),
	CONSTRAINT "notice_destination_previous_ends" CHECK (("notice_destination"."previous_sealed" is null) = ("notice_destination"."previous_until" is null))
);
--> statement-breakpoint
CREATE TABLE "notice_reader" (
	"notice_id" text NOT NULL,
	"person_id" text NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notice_reader_person_id_notice_id_pk" PRIMARY KEY("person_id","notice_id")
);
--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_destination_id_notice_destination_id_fk" FOREIGN KEY ("destination_id") REFERENCES "public"."notice_destination"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_destination" ADD CONSTRAINT "notice_destination_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reader" ADD CONSTRAINT "notice_reader_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "notice_once" ON "notice" USING btree ("organization_id","dedupe_key");--> statement-breakpoint
CREATE INDEX "notice_time" ON "notice" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notice_delivery_once" ON "notice_delivery" USING btree ("notice_id","destination_id",coalesce("person_id", ''));--> statement-breakpoint
CREATE INDEX "notice_delivery_due" ON "notice_delivery" USING btree ("destination_id","next_at") WHERE "notice_delivery"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "notice_delivery_destination" ON "notice_delivery" USING btree ("destination_id","id");--> statement-breakpoint
CREATE INDEX "notice_destination_organization" ON "notice_destination" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notice_destination_mails_people" ON "notice_destination" USING btree ("organization_id") WHERE "notice_destination"."mails_people" and "notice_destination"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "notice_reader_notice" ON "notice_reader" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "notice_reader_unread" ON "notice_reader" USING btree ("person_id") WHERE "notice_reader"."read_at" is null;