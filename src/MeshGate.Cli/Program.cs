Console.WriteLine("MeshGate");
