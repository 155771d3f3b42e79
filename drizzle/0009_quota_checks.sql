CREATE TABLE "quota_check" (
	"quota_id" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"window_end" timestamp with time zone,
	"counted_to" timestamp with time zone,
	"counted" bigint DEFAULT 0 NOT NULL,
	"unsure" bigint DEFAULT 0 NOT NULL,
	"seen_ledger" bigint DEFAULT 0 NOT NULL,
	"seen_settled" bigint DEFAULT 0 NOT NULL,
	"seen_unsure" bigint DEFAULT 0 NOT NULL,
	"stable_since" timestamp with time zone DEFAULT now() NOT NULL,
	"checked_at" timestamp with time zone,
	"strict" boolean DEFAULT true NOT NULL,
	"drift" bigint DEFAULT 0 NOT NULL,
	"drifts" integer DEFAULT 0 NOT NULL,
	"drifted_at" timestamp with time zone,
	CONSTRAINT "quota_check_quota_id_subject_window_start_pk" PRIMARY KEY("quota_id","subject","window_start")
);
--> statement-breakpoint
ALTER TABLE "quota_process" ADD COLUMN "writer_id" text;--> statement-breakpoint
ALTER TABLE "quota_process" ADD COLUMN "booked_offset" bigint;--> statement-breakpoint
ALTER TABLE "quota_process" ADD COLUMN "booked_to" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ledger_writer" ADD COLUMN "settled_to" timestamp with time zone DEFAULT to_timestamp(0) NOT NULL;--> statement-breakpoint
ALTER TABLE "quota_check" ADD CONSTRAINT "quota_check_quota_id_quota_id_fk" FOREIGN KEY ("quota_id") REFERENCES "public"."quota"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entry_booked" ON "ledger_entry" USING brin ("booked_at");