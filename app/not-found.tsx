import { Compass } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={Compass}
        level={1}
        title="There is no such page"
        action={
          <Button asChild variant="primary">
            <Link href="/">Go to the overview</Link>
          </Button>
        }
      >
        The address may be mistyped, or what it showed is gone or not yours to see.
      </EmptyState>
    </div>
  );
}
