"use client";
import { History, Pause, Pencil, Play, Trash2 } from "lucide-react";
import type { OpenMenuProps } from "../ui/lazy-menu.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "../ui/menu.tsx";
import type { AskedOfSchedule } from "./schedule-actions.tsx";

interface ScheduleMenuProps extends OpenMenuProps {
  paused: boolean;
  may: boolean;
  onAsk: (asked: AskedOfSchedule) => void;
}

/** What may be done with a schedule; what cannot be taken back asks first. */
export function ScheduleMenu({ trigger, paused, may, onAsk }: ScheduleMenuProps) {
  return (
    <Menu defaultOpen>
      <MenuTrigger asChild>{trigger}</MenuTrigger>
      <MenuContent align="end">
        <MenuItem onSelect={() => onAsk("runs")}>
          <History aria-hidden />
          What became of it
        </MenuItem>
        {may ? (
          <>
            <MenuItem onSelect={() => onAsk("change")}>
              <Pencil aria-hidden />
              Change
            </MenuItem>
            <MenuItem onSelect={() => onAsk("pause")}>
              {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
              {paused ? "Let it go on" : "Pause"}
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger onSelect={() => onAsk("remove")}>
              <Trash2 aria-hidden />
              Remove
            </MenuItem>
          </>
        ) : null}
      </MenuContent>
    </Menu>
  );
}
