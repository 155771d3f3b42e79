import { FlaskConical } from "lucide-react";
import type { ModelView } from "@/lib/admin-api/client/models";
import { Badge } from "../ui/badge";
import { StatusPill } from "../ui/status-pill";

/** Whether a call of the model would be answered now. */
export function ModelStatus({ model }: { model: ModelView }) {
  if (model.status === "disabled") return <StatusPill tone="neutral">Disabled</StatusPill>;
  if (!model.callable) return <StatusPill tone="warn">Not callable</StatusPill>;
  return <StatusPill tone="good">Callable</StatusPill>;
}

/** Said wherever a simulated answer could be taken for a real one. */
export function SimulatedBadge() {
  return (
    <Badge tone="info">
      <FlaskConical aria-hidden />
      simulated
    </Badge>
  );
}
