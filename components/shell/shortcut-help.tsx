"use client";

import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { ALL_ROOMS } from "./navigation";
import { useModifierKey } from "./use-modifier-key";

const GENERAL: readonly [keys: string[], what: string][] = [
  [["mod", "K"], "Search and do anything"],
  [["/"], "Search this page"],
  [["n"], "New, on a list"],
  [["?"], "Show this help"],
  [["↑", "↓"], "Move through a table"],
  [["↵"], "Open the row"],
  [["Esc"], "Close what is open"],
];

/** Every shortcut of the portal. */
export function ShortcutHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const modifier = useModifierKey();
  const rooms = ALL_ROOMS.map((room): [string[], string] => [["g", room.shortcut], `Go to ${room.label}`]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="grid gap-x-8 md:grid-cols-2">
        {[GENERAL, rooms].map((list, index) => (
          <dl key={index === 0 ? "general" : "rooms"}>
            {list.map(([keys, what]) => (
              <div key={what} className="flex items-center justify-between gap-4 border-b py-2">
                <dt className="text-sm">{what}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key === "mod" ? modifier : key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        ))}
      </div>
    </Dialog>
  );
}
