package everstrikemock

// Version is that of the program that this package goes with.
const Version = "0.1.0"
