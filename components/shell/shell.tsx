"use client";
import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, Suspense, useEffect, useEffectEvent, useState } from "react";
import { useShortcuts } from "#client/shortcuts.ts";
import { cn } from "../ui/cn.ts";
import { addressOf, destinations } from "./navigation.ts";
import { SampleBanner } from "./sample-banner.tsx";
import { useScope } from "./scope.ts";
import { Side } from "./side.tsx";
import { TopBar } from "./top-bar.tsx";

const Palette = dynamic(() => import("./palette.tsx").then((m) => m.Palette), { ssr: false });
const CheatSheet = dynamic(() => import("./cheat-sheet.tsx").then((m) => m.CheatSheet), { ssr: false });
const Drawer = dynamic(() => import("./drawer.tsx").then((m) => m.Drawer), { ssr: false });

type Layer = "palette" | "cheatSheet" | "drawer" | undefined;

/** ⌘K and Ctrl K, also while typing: a chord with a modifier is no character. */
function usePaletteKey(open: () => void): void {
  const run = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => run(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function Frame({ children }: { children: ReactNode }) {
  const [layer, setLayer] = useState<Layer>(undefined);
  const pathname = usePathname();
  const router = useRouter();
  const { clusterId } = useScope();
  const rail = pathname.startsWith("/access");
  const close = () => setLayer(undefined);
  usePaletteKey(() => setLayer("palette"));
  useShortcuts([
    { keys: "?", label: "All shortcuts", group: "Anywhere", run: () => setLayer("cheatSheet") },
    ...destinations.map((to) => ({
      keys: `g ${to.key}`,
      label: to.name,
      group: "Go to" as const,
      run: () => router.push(addressOf(to, clusterId)),
    })),
  ]);
  return (
    <div
      className={cn(
        "min-h-dvh wide:grid print:block",
        rail ? "wide:grid-cols-[56px_minmax(0,1fr)]" : "wide:grid-cols-[208px_minmax(0,1fr)]",
      )}
    >
      <a
        href="#main"
        className="sr-only rounded-control bg-panel px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the page
      </a>
      <aside aria-label="Places" className="sticky top-0 z-20 h-dvh border-line border-r bg-panel narrow:hidden print:hidden">
        <Side rail={rail} />
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col">
        <TopBar onMenu={() => setLayer("drawer")} onPalette={() => setLayer("palette")} />
        <SampleBanner />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          {children}
        </main>
      </div>
      {layer === "palette" ? <Palette onClose={close} /> : null}
      {layer === "cheatSheet" ? <CheatSheet onClose={close} /> : null}
      {layer === "drawer" ? <Drawer onClose={close} /> : null}
    </div>
  );
}

/** The frame of the console: places at the side, what the page rests on at the top, everything else behind ⌘K. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <Suspense>
      <Frame>{children}</Frame>
    </Suspense>
  );
}
