import { FlaskConical } from "lucide-react";
import { Badge } from "../ui/badge";
import { StatusPill } from "../ui/status-pill";

export interface ProviderBadgesProps {
  provider: { simulated: boolean; status: "active" | "disabled" };
}

/** Simulated and paused, where they apply; a usual provider has no badge. */
export function ProviderBadges({ provider }: ProviderBadgesProps) {
  return (
    <>
      {provider.simulated ? (
        <Badge tone="info">
          <FlaskConical aria-hidden />
          simulated
        </Badge>
      ) : null}
      {provider.status === "disabled" ? <StatusPill tone="neutral">Disabled</StatusPill> : null}
    </>
  );
}
