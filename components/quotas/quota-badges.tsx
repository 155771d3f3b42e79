import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { Badge } from "../ui/badge";
import { limitText, refusesAll } from "./quota-words";

/** What sets a quota apart from a plain hard one; nothing for those. */
export function QuotaBadges({ quota }: { quota: QuotaView }) {
  return (
    <>
      {quota.shadow ? <Badge tone="info">Shadow</Badge> : null}
      {refusesAll({ ...quota, limit: quota.limitNow }) ? <Badge tone="bad">Refuses every call</Badge> : null}
      {Number(quota.granted) > 0 ? (
        <Badge tone="good">Raised by {limitText({ unit: quota.unit, limit: quota.granted })}</Badge>
      ) : null}
    </>
  );
}
