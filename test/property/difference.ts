/** The app has made something else of a history than it should have; any other error is no finding about its figures. */
export class Difference extends Error {
  override readonly name = "Difference";
}
