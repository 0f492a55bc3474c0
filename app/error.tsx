"use client";
import { ErrorState } from "#components/ui/states.tsx";

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-[640px] px-4 py-16">
      <ErrorState
        className="rounded-panel border border-line bg-panel"
        error={{
          code: error.digest ?? "page",
          title: "Drydock could not answer.",
          remedy: "Try again; if it stays so, look at the server’s log and report the code with the time.",
        }}
        retry={reset}
      />
    </main>
  );
}
