"use client";
import { visibleText } from "../ui/visible-text.ts";
import { useNotices } from "./notice-bell.tsx";
import { WaiverActions } from "./waiver-actions.tsx";
import { counted, dayWords } from "./waiver-words.ts";

/** Which waivers end within a week, and which ended in the last one. */
export function NoticesBanner() {
  const { items: notices } = useNotices();
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className="mb-4 rounded-panel border border-accent-line bg-accent-soft px-4 py-2">
      <ul>
        {notices.slice(0, 6).map(({ kind, waiver, yours }) => (
          <li key={waiver.id} className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1 basis-72">
              <b className="font-label [unicode-bidi:isolate]">{visibleText(waiver.name)}</b>{" "}
              {kind === "endsSoon" ? `ends on ${dayWords(waiver.expiresAt)}` : `ended on ${dayWords(waiver.expiresAt)}`}
              {waiver.matches === 0
                ? "."
                : kind === "endsSoon"
                  ? `: ${counted(waiver.matches, "finding")} will be open again.`
                  : `: ${counted(waiver.matches, "finding")} came back, except what another waiver holds.`}
              {yours ? " You answer for it." : ""}
            </span>
            <WaiverActions waiver={waiver} />
          </li>
        ))}
      </ul>
      {notices.length > 6 ? <p className="text-12 text-ink-2">and {notices.length - 6} more</p> : null}
    </section>
  );
}
