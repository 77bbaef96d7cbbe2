import { testContracts } from "./test-contracts.ts";

testContracts(2);
