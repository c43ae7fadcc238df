// The same for ES modules: one mock a process, however it is loaded.
import everstrikeMock from "./index.cjs";

export const { account, Account, MockError, nodeOf, stopOwnMock } = everstrikeMock;
export default everstrikeMock;
