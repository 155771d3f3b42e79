CREATE TABLE "repeated_refusal" (
	"organization_id" text NOT NULL,
	"action" text NOT NULL,
	"reason" text NOT NULL,
	"told_by" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"target_kind" text NOT NULL,
	"target_ids" text[] NOT NULL,
	"client_address" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"repeats" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "repeated_refusal_organization_id_action_reason_told_by_pk" PRIMARY KEY("organization_id","action","reason","told_by")
);
--> statement-breakpoint
ALTER TABLE "repeated_refusal" ADD CONSTRAINT "repeated_refusal_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "repeated_refusal_end" ON "repeated_refusal" USING btree ("ends_at");