/** What a reader gets of a stream of text, and what ends it; "whole" where nothing does. */
export async function readStream(stream: ReadableStream<Uint8Array>): Promise<{ text: string; end: unknown }> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text, end: "whole" };
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    return { text, end: error };
  }
}
