CREATE TABLE "enforcement_proof_schedule" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"minute_of_day" integer NOT NULL,
	"last_due_on" date,
	CONSTRAINT "enforcement_proof_minute_known" CHECK ("enforcement_proof_schedule"."minute_of_day" between 0 and 1439)
);
--> statement-breakpoint
ALTER TABLE "enforcement_proof" ALTER COLUMN "started_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD COLUMN "heartbeat_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD COLUMN "trigger" text DEFAULT 'asked' NOT NULL;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD COLUMN "planned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD COLUMN "document" jsonb;--> statement-breakpoint
ALTER TABLE "enforcement_proof_schedule" ADD CONSTRAINT "enforcement_proof_schedule_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "enforcement_proof_one_at_a_time" ON "enforcement_proof" USING btree ("organization_id") WHERE "enforcement_proof"."finished_at" is null;--> statement-breakpoint
ALTER TABLE "enforcement_proof" ADD CONSTRAINT "enforcement_proof_trigger_known" CHECK ("enforcement_proof"."trigger" in ('asked','schedule'));