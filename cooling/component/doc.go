// Package component holds the machines of cooling: towers, dry coolers, chillers,
// coils, plates, tanks, pumps and pads, each as published.
//
// A published equation is one pure function with its source, units and bounds. A
// machine calls it, or reads a table built from it at construction whose error a test
// bounds. Nothing here knows a hall, a loop or a plant.
package component
