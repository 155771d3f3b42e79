ALTER TABLE "access_request" DROP CONSTRAINT "access_request_kind_known";--> statement-breakpoint
ALTER TABLE "access_request" DROP CONSTRAINT "access_request_subject_known";--> statement-breakpoint
ALTER TABLE "access_request" ADD COLUMN "used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_kind_known" CHECK ("access_request"."kind" in ('key','models','quota','role','four_eyes','sign_in_rules','scim_token','sign_in_link'));--> statement-breakpoint
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_subject_known" CHECK ("access_request"."subject_kind" in ('project','key','quota','person','organization'));