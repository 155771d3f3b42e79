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

interface StatusPillProps {
  tone: Tone;
  children: string;
  /** In tables: a phone shows the icon, the word stays for assistive technology. */
  iconOnPhone?: boolean;
}

/** A state in a word, with an icon of its own shape: never colour alone. */
export function StatusPill({ tone, children, iconOnPhone = false }: StatusPillProps) {
  const Icon = ICONS[tone];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      <span className={iconOnPhone ? "max-md:sr-only" : undefined}>{children}</span>
    </Badge>
  );
}
