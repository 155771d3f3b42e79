CREATE TABLE "playground_share" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text NOT NULL,
	"title" text NOT NULL,
	"content" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "virtual_key" ADD COLUMN "playground_of" text;--> statement-breakpoint
ALTER TABLE "playground_share" ADD CONSTRAINT "playground_share_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playground_share" ADD CONSTRAINT "playground_share_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "playground_share" ADD CONSTRAINT "playground_share_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "playground_share_project" ON "playground_share" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "playground_share_organization" ON "playground_share" USING btree ("organization_id","created_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "virtual_key" ADD CONSTRAINT "virtual_key_playground_of_person_id_fk" FOREIGN KEY ("playground_of") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "virtual_key_playground" ON "virtual_key" USING btree ("project_id","playground_of") WHERE "virtual_key"."status" <> 'revoked';