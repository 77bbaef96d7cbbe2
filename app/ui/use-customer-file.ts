import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { ShownFile } from "#app/views/customer-file.view.server.ts";
import { isRefused, type Undone } from "./answer-or.ts";
import { askOfFile } from "./ask-of-file.ts";
import { useSaveFile } from "./use-save-file.ts";

const EVERY_MS = 1_500;

/** The reader's file of customers, and why there is none where one was to be had. */
export type CustomerFile = {
  file: ShownFile | null;
  noFile: Undone | null;
  sending: boolean;
  /** One is asked for, or is being made. */
  isComing: boolean;
  /** Asks for one of the list with this address, and saves it once it is whole if the reader is still here by then. */
  onAsk: (address: string) => void;
  /** The same of the best, for look-alikes. */
  onAskBest: () => void;
  onRetry: () => void;
  onDrop: () => void;
  onDownload: () => void;
};

/** @param stored as it came with the page; it is looked at again and again while it is made. */
export function useCustomerFile(stored: ShownFile | null): CustomerFile {
  const [file, setFile] = useState(stored);
  const [noFile, setNoFile] = useState<Undone | null>(null);
  const [sending, setSending] = useState(false);
  const { revalidate } = useRevalidator();
  const saveFile = useSaveFile();
  /** How often something was asked for: an answer from before it does not count any more. */
  const asked = useRef(0);
  /** The file that is to be saved once it is whole. Another tab may have put one of another list in its place. */
  const wanted = useRef<string | null>(null);

  const download = async (id: string) => {
    wanted.current = null;
    setNoFile(null);
    setNoFile(await saveFile(`/app/customers/export?file=${id}`));
  };
  useEffect(() => {
    if (file?.state === "whole" && wanted.current === file.id) void download(file.id);
  });

  const isOpen = file?.state === "coming" || file?.state === "delayed";
  useEffect(() => {
    if (!isOpen) return;
    let looking = false;
    const look = async () => {
      if (document.hidden || !navigator.onLine || looking) return;
      looking = true;
      const before = asked.current;
      const answer = await askOfFile("");
      looking = false;
      if (before !== asked.current) return;
      if (!("file" in answer)) {
        // Who may not see customers any more is told so; what the network loses is asked for again.
        if (!isRefused(answer.undone)) return;
        setFile(null);
        setNoFile(answer.undone);
        return revalidate();
      }
      setFile(answer.file);
      // It was dropped, as when a customer is erased.
      if (answer.file === null) setNoFile("no-answer");
    };
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isOpen, revalidate]);

  const send = async (intent: "ask" | "ask-best" | "retry" | "drop", address = "") => {
    asked.current += 1;
    wanted.current = null;
    setNoFile(null);
    setSending(true);
    const answer = await askOfFile(address, { method: "post", body: new URLSearchParams({ intent }) });
    setSending(false);
    if ("file" in answer) {
      if (intent === "ask" || intent === "ask-best") wanted.current = answer.file?.id ?? null;
      return setFile(answer.file);
    }
    setNoFile(answer.undone);
    if (isRefused(answer.undone)) revalidate();
  };
  return {
    file,
    noFile,
    sending,
    isComing: sending || isOpen,
    onAsk: (address) => void send("ask", address),
    onAskBest: () => void send("ask-best"),
    onRetry: () => void send("retry"),
    onDrop: () => void send("drop"),
    onDownload: () => void (file && download(file.id)),
  };
}
