import { CircleCheck, UserRoundCheck, UsersRound } from "lucide-react";
import type { AccessRequestPreview } from "@/lib/admin-api/client/access-requests";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { Findings } from "./findings";

/** What would become of the ask, while it is written: at once or not, why, and who decides. */
export function AskOutcome({ preview, error }: { preview: AccessRequestPreview | null; error: Error | null }) {
  if (error) return <Notice kind="warn">{error.message}</Notice>;
  if (preview === null) {
    return (
      <Card className="px-4 py-3.5">
        <h2 className="font-medium text-ink text-sm">What happens then</h2>
        <p className="mt-1 text-muted text-sm">
          Fill the form in, and this says whether you get it at once, or who decides and why.
        </p>
      </Card>
    );
  }
  const { title, icon: Icon, tone } = headOf(preview);
  const findings =
    preview.decides === "admin" && preview.findings.lead.some(({ fits }) => !fits)
      ? preview.findings.lead
      : preview.findings.member;
  return (
    <Card className="flex flex-col gap-3 px-4 py-3.5">
      <div role="status" className="flex flex-col gap-1">
        <h2 className="flex items-center gap-2 font-medium text-ink text-sm">
          <Icon className={`size-4 shrink-0 ${tone}`} aria-hidden />
          {title}
        </h2>
        <p className="text-muted text-sm">{preview.because}</p>
      </div>
      <Findings findings={findings} label="Against the ceiling" />
      {preview.decides === "ceiling" ? null : <Deciders preview={preview} />}
      {preview.cost ? <p className="border-t pt-3 text-muted text-xs">{preview.cost.sentence}</p> : null}
    </Card>
  );
}

function headOf({ decides, dangers }: AccessRequestPreview) {
  if (decides === "ceiling") return { title: "You get it at once", icon: CircleCheck, tone: "text-good-ink" };
  if (dangers.length > 0) return { title: "It takes two people", icon: UsersRound, tone: "text-warn-ink" };
  const title = decides === "lead" ? "A lead of your team decides" : "An owner or admin decides";
  return { title, icon: UserRoundCheck, tone: "text-info-ink" };
}

const SHOWN = 4;

function Deciders({ preview: { deciders } }: { preview: AccessRequestPreview }) {
  if (deciders.length === 0) {
    return <Notice kind="warn">Nobody but you could decide this. Ask an owner to add another lead or admin.</Notice>;
  }
  const names = deciders.slice(0, SHOWN).map(({ name }) => name);
  const more = deciders.length - names.length;
  return (
    <p className="text-muted text-sm">
      {names.join(", ")}
      {more > 0 ? ` and ${more} more` : ""} {deciders.length === 1 ? "is" : "are"} told when you send it.
    </p>
  );
}
