import { cn } from "./cn";
import { splitHidden } from "./format/show-hidden";

interface ForeignTextProps {
  children: string;
  className?: string;
}

/** Text that somebody outside wrote: in a direction of its own, and nothing in it hidden. */
export function ForeignText({ children, className }: ForeignTextProps) {
  let at = 0;
  const pieces = splitHidden(children).map((piece) => ({ at: at++, piece }));
  return (
    <bdi className={cn("[overflow-wrap:anywhere]", className)}>
      {pieces.map(({ at: key, piece }) =>
        "text" in piece ? (
          piece.text
        ) : (
          <code
            key={key}
            title="A character that cannot be seen"
            className="rounded-xs bg-warn-soft px-0.5 text-warn-ink"
          >
            {piece.hidden}
          </code>
        ),
      )}
    </bdi>
  );
}
