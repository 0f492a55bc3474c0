"use client";
import { PageBody } from "#components/shell/page-body.tsx";
import { ErrorState } from "#components/ui/states.tsx";

export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <PageBody>
      <ErrorState
        className="rounded-panel border border-line bg-panel"
        error={{
          code: error.digest ?? "page",
          title: "This page failed.",
          remedy: "Try again; if it stays so, report the code with the time.",
        }}
        retry={reset}
      />
    </PageBody>
  );
}
