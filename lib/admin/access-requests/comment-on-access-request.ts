import { insertComment } from "@/db/queries/access-requests/write-request";
import { newId } from "@/lib/crypto/new-id";
import { defineChange } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { locateAccessRequest } from "./locate-request";
import { readAccessRequest } from "./read-request";
import { tell } from "./tell";

interface CommentOnAccessRequest {
  requestId: string;
  text: string;
}

/** A word between who asks and who decides. */
export const commentOnAccessRequest = defineChange({
  name: "access_requests.comment",
  permission: "access_requests:comment",
  seenWith: "access_requests:read",
  kind: "access request",
  policy: "not_enforced",
  locate: locateAccessRequest,
  async change(work, request, { text }: CommentOnAccessRequest) {
    const { personId } = personActorOf(work);
    const id = newId("cmt");
    await insertComment(work.run, { id, requestId: request.id, personId, text });
    const detail = await readAccessRequest(work, request.id);
    await tell(work, detail, { kind: "commented", eventId: id, text });
    return {
      result: detail,
      audit: { targetKind: "access_request", targetId: request.id, before: null, after: { comment: id, text } },
    };
  },
});
