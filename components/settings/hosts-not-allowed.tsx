import { Button } from "../ui/button.tsx";
import { PartialBanner } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";

interface HostsNotAllowedProps {
  readonly title: string;
  readonly hosts: readonly { readonly host: string /** What is of it, such as `12 containers`. */; readonly holds: string }[];
  readonly onAllow: (host: string) => void;
}

/** Hosts that what runs leads to and that nobody may ask: what they would say is not known. */
export function HostsNotAllowed({ title, hosts, onAllow }: HostsNotAllowedProps) {
  if (hosts.length === 0) return null;
  return (
    <PartialBanner title={title}>
      <ul className="mt-1 grid gap-1">
        {hosts.map(({ host, holds }) => (
          <li key={host} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <code className="text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(host)}</code>
            <span>{holds}</span>
            <Button size="small" onClick={() => onAllow(host)} aria-label={`Allow ${visibleText(host)}`} aria-haspopup="dialog">
              Allow
            </Button>
          </li>
        ))}
      </ul>
    </PartialBanner>
  );
}
