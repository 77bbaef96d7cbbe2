type Stop = () => Promise<void>;

/** What has been started, to be stopped in reverse. What starts while everything is being stopped is stopped at once. */
export type Running = {
  add: (stop: Stop) => void;
  stopAll: () => Promise<void>;
};

export function createRunning(): Running {
  const stops: Stop[] = [];
  let stopping = false;
  const stopAll = async () => {
    stopping = true;
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
  };
  return {
    add: (stop) => {
      stops.push(stop);
      if (stopping) void stopAll();
    },
    stopAll,
  };
}
