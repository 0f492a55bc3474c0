/** How a container starts, where that is a way out of it once it shares the processes of its node. The command itself is not kept. */
import type { ContainerItem } from "../items.ts";
import { type Fields, texts } from "./read.ts";

const shells: ReadonlySet<string> = new Set(["ash", "bash", "busybox", "dash", "ksh", "powershell", "pwsh", "sh", "zsh"]);
const longest = 16_384;

/** @returns whether a container starts nsenter, or a shell, from which anybody may; undefined where it starts neither by its spec. */
export function projectHostEntry(container: Fields): ContainerItem["starts"] {
  const command = texts(container.command, "containers.command");
  const words = [...command, ...texts(container.args, "containers.args")];
  if (words.some((word) => /(^|[\s/;&|(])nsenter(\s|$)/.test(word.slice(0, longest)))) return "nsenter";
  return shells.has((words[0] ?? "").replace(/^.*\//, "")) ? "shell" : undefined;
}
