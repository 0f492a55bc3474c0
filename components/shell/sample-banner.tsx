"use client";
import { FlaskConical } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useMay, useSession } from "#client/session.ts";
import { Button } from "../ui/button.tsx";

const RemoveSamples = dynamic(() => import("./remove-samples.tsx").then((m) => m.RemoveSamples), { ssr: false });

/** Stands on every page while the sample fleet is loaded: what is a sample is never taken for the truth. */
export function SampleBanner() {
  const session = useSession();
  const mayRemove = useMay("cluster:admin");
  const [asking, setAsking] = useState(false);
  if (session?.installation.sampleLoaded !== true) return null;
  return (
    <aside
      aria-label="Sample fleet"
      className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-accent-line border-b bg-accent-soft px-8 py-1 text-ink-2 narrow:px-4"
    >
      <FlaskConical aria-hidden className="size-4 flex-none stroke-[1.5] text-accent-text" />
      <p className="min-w-0 flex-1 basis-60">
        <b className="font-label text-ink">Sample fleet.</b> The clusters that are marked as samples ship with Drydock; they are
        not yours.
      </p>
      {mayRemove ? (
        <Button size="small" onClick={() => setAsking(true)}>
          Remove the samples
        </Button>
      ) : null}
      {asking ? <RemoveSamples onClose={() => setAsking(false)} /> : null}
    </aside>
  );
}
