import { CircleAlert, CircleCheck, CircleDot, CircleSlash, CircleX, Info } from "lucide-react";
import { Badge, type Tone } from "./badge";

const ICONS = {
  neutral: CircleSlash,
  accent: CircleDot,
  good: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  info: Info,
} satisfies Record<Tone, unknown>;

/** A state in a word, with an icon of its own shape: never colour alone. */
export function StatusPill({ tone, children }: { tone: Tone; children: string }) {
  const Icon = ICONS[tone];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {children}
    </Badge>
  );
}
