ALTER TABLE "quota_bucket" ADD COLUMN "subject" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "quota_hold" ADD COLUMN "subject" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "quota_lease" ADD COLUMN "subject" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "quota_bucket" DROP CONSTRAINT "quota_bucket_quota_id_window_start_pk";
--> statement-breakpoint
ALTER TABLE "quota_hold" DROP CONSTRAINT "quota_hold_quota_id_window_start_request_id_pk";
--> statement-breakpoint
ALTER TABLE "quota_lease" DROP CONSTRAINT "quota_lease_quota_id_window_start_process_id_pk";
--> statement-breakpoint
ALTER TABLE "quota_bucket" ADD CONSTRAINT "quota_bucket_quota_id_subject_window_start_pk" PRIMARY KEY("quota_id","subject","window_start");
--> statement-breakpoint
ALTER TABLE "quota_hold" ADD CONSTRAINT "quota_hold_quota_id_subject_window_start_request_id_pk" PRIMARY KEY("quota_id","subject","window_start","request_id");
--> statement-breakpoint
ALTER TABLE "quota_lease" ADD CONSTRAINT "quota_lease_quota_id_subject_window_start_process_id_pk" PRIMARY KEY("quota_id","subject","window_start","process_id");
--> statement-breakpoint
DROP INDEX "ledger_entry_once";
--> statement-breakpoint
DROP INDEX "ledger_entry_time";
--> statement-breakpoint
ALTER TABLE "request_record" ALTER COLUMN "attempts" SET DATA TYPE json;
--> statement-breakpoint
ALTER TABLE "request_record" ALTER COLUMN "trace" SET DATA TYPE json;
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "person_id" text;
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "end_user" text;
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "model_id" text;
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "provider_id" text;
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "tags" text[];
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "input_tokens" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD COLUMN "output_tokens" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "ledger_writer" ADD COLUMN "delivered" bigint DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "person_id" text;
--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "tags" text[];
--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "admitted_at" timestamp with time zone;
--> statement-breakpoint
CREATE INDEX "ledger_entry_time" ON "ledger_entry" USING brin ("occurred_at");
--> statement-breakpoint
UPDATE "ledger_entry" SET "input_tokens" = "tokens";
--> statement-breakpoint
ALTER TABLE "ledger_entry" ALTER COLUMN "input_tokens" DROP DEFAULT, ALTER COLUMN "output_tokens" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "ledger_entry" DROP COLUMN "id";
--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_request_id_attempt_kind_pk" PRIMARY KEY("request_id","attempt","kind");
--> statement-breakpoint
ALTER TABLE "ledger_entry" DROP COLUMN "tokens";
