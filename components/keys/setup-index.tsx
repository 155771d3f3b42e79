import type { SetupGroup } from "./setup-snippets/setup-guides";

/** Every guide of the page, to jump to; on a narrow screen a row of links above them. */
export function SetupIndex({ groups }: { groups: readonly SetupGroup[] }) {
  return (
    <nav aria-label="On this page" className="top-20 flex flex-wrap gap-x-4 gap-y-1 xl:sticky xl:flex-col">
      {groups
        .flatMap(({ guides }) => guides)
        .map(({ id, title }) => (
          <a key={id} href={`#${id}`} className="rounded-xs text-muted text-sm hover:text-ink">
            {title}
          </a>
        ))}
    </nav>
  );
}
